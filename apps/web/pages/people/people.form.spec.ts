import { describe, expect, it } from '@jest/globals'
import { checkIn, nameIn, personIn } from './people.form.ts'

describe('an account that is to be made', () => {
  it('is of the account manager’s own organisation, and of somebody new, when nothing else is said', () => {
    const made = personIn({ username: ' A.Patel ', organisationId: '', formerPersonId: ' ' })
    expect(made).toMatchObject({ username: 'a.patel', role: '', need: '', givenName: '' })
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['organisationId']))
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['formerPersonId']))
  })
})

describe('a name that somebody has now', () => {
  it('is sent with where they live, and nothing else of the form', () => {
    const form = { givenName: ' Aisha ', familyName: 'Khan', postcode: 'LS1 4AP', username: 'x' }
    expect(nameIn('p', form)).toEqual({ personId: 'p', givenName: 'Aisha', familyName: 'Khan', postcode: 'LS1 4AP' })
  })
})

describe('a check', () => {
  it('holds until a day, and is left to the gateway to refuse when something is missing', () => {
    const form = { kind: 'identity', reference: ' A/1 ', 'until-day': '3', 'until-month': '5', 'until-year': '2027' }
    expect(checkIn('p', form)).toEqual({ personId: 'p', kind: 'identity', reference: 'A/1', until: '2027-05-03' })
    expect(checkIn('p', {})).toEqual({ personId: 'p', kind: '', reference: '', until: '' })
  })
})
