import { PRECONDITIONS, ROLES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { conditionsShown, rolesMadeBy } from './people.rules.ts'

describe('what lets somebody in, as a page says it', () => {
  it('says of each that is not so what is to be done, and of each that is until when', () => {
    const until = '2027-05-03T00:00:00.000Z'
    const [met, missing] = [true, false].map((isMet) =>
      conditionsShown(PRECONDITIONS.map((name) => ({ name, isMet, until: isMet ? until : null }))),
    )
    expect(new Set(met!.map(({ note }) => note))).toEqual(new Set(['Until 3 May 2027']))
    expect(new Set(missing!.map(({ note }) => note)).size).toBe(PRECONDITIONS.length)
  })

  it('says when something that lapsed was so, and nothing of what has no end', () => {
    const lapsed = { name: 'training', isMet: false, until: '2026-05-03T00:00:00.000Z' } as const
    const endless = { name: 'approval', isMet: true, until: null } as const
    const [first, second] = conditionsShown([lapsed, endless])
    expect(first!.note).toMatch(/^It was until 3 May 2026\. A trainer/)
    expect(second!.note).toBe('')
  })

  it('has account managers make practitioners, accreditors everybody else, and nobody a system', () => {
    expect(rolesMadeBy('account-manager')).toEqual(['practitioner'])
    const others = ROLES.filter((role) => !['practitioner', 'feed-supplier'].includes(role))
    expect(rolesMadeBy('accreditor').toSorted()).toEqual(others.toSorted())
  })
})
