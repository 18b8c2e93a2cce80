import { ORGANISATION_EVIDENCE } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { accreditationIn, contactIn, organisationIn } from './organisations.form.ts'

describe('an organisation that is added', () => {
  it('is sent as it was typed, and left to the gateway to refuse when something is missing', () => {
    expect(organisationIn({ name: ' Elm Street ', sector: 'education' })).toEqual({
      ...{ name: 'Elm Street', sector: 'education', authority: '', phone: '', email: '' },
    })
  })
})

describe('how an organisation is reached', () => {
  it('is sent as it was typed, and nothing else of the form', () => {
    const form = { phone: ' 0113 496 0123', email: 'office@example.org ', name: 'Elm Street' }
    expect(contactIn('o', form)).toEqual({ organisationId: 'o', phone: '0113 496 0123', email: 'office@example.org' })
  })
})

describe('an accreditation', () => {
  it('names what was seen, one paper or several, and nothing that is none', () => {
    const seen = (evidence: string | string[]) => accreditationIn('o', { evidence }).evidence
    expect(seen('security-policy')).toEqual(['security-policy'])
    expect(seen([...ORGANISATION_EVIDENCE, 'a cake'])).toEqual([...ORGANISATION_EVIDENCE])
  })

  it('says that a procedure works only when somebody has said so', () => {
    expect(accreditationIn('o', {})).toMatchObject({ evidence: [], disciplinaryProcedure: false, until: '' })
    expect(accreditationIn('o', { disciplinaryProcedure: 'yes' }).disciplinaryProcedure).toBe(true)
  })
})
