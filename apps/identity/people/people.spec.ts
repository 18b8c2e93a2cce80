import { describe, expect, it } from '@jest/globals'
import { accessSeconds } from '../sessions/sessions.rules.ts'
import { cardOf, desksOf, eligibleUntil, requiredOf } from './people.rules.ts'
import type { Person, Preconditions } from './people.schema.ts'

const now = new Date('2026-10-01T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const names = ['identityCheck', 'enhancedDisclosure', 'training'] as const
const both = [true, false]
const matrix = both.flatMap((identityCheck) =>
  both.flatMap((enhancedDisclosure) => both.map((training) => ({ identityCheck, enhancedDisclosure, training }))),
)

/** In date for an hour, or as given. */
const preconditions = (given: Partial<Preconditions> = {}): Preconditions => ({
  identityCheck: after(3600),
  enhancedDisclosure: after(3600),
  training: after(3600),
  ...given,
})

const practitioner = (dated: Preconditions) => ({ role: 'practitioner' as const, preconditions: dated })

describe('who may sign in (S10, I7)', () => {
  it.each(matrix)('is a matter of all three: %j', (inDate) => {
    const isEligible = names.every((name) => inDate[name])
    for (const missing of [null, after(-1), now]) {
      const dated = Object.fromEntries(names.map((name) => [name, inDate[name] ? after(3600) : missing]))
      expect(eligibleUntil(practitioner(dated as unknown as Preconditions), now)).toEqual(
        isEligible ? after(3600) : null,
      )
    }
  })

  it.each(names)('ends with the first of the three to lapse: %s', (name) => {
    expect(eligibleUntil(practitioner(preconditions({ [name]: after(7) })), now)).toEqual(after(7))
    expect(eligibleUntil(practitioner(preconditions({ [name]: after(0.001) })), now)).toEqual(after(0.001))
    expect(eligibleUntil(practitioner(preconditions({ [name]: now })), now)).toBeNull()
  })
})

describe('a shield officer (S24)', () => {
  const officer = (dated: Partial<Preconditions>, more: Partial<Person> = {}) =>
    ({ _id: 'o-1', role: 'shield-officer', authority: '383', preconditions: preconditions(dated), ...more }) as Person
  const vetted = { officerVetting: after(60) }

  it('needs vetting of their own, in date, as nobody else does', () => {
    expect(eligibleUntil(officer(vetted), now)).toEqual(after(60))
    for (const name of requiredOf('shield-officer'))
      for (const lapsed of [null, now, after(-1)])
        expect(eligibleUntil(officer({ ...vetted, [name]: lapsed }), now)).toBeNull()
    expect(eligibleUntil(officer({}), now)).toBeNull()
    expect(requiredOf('cpmt')).toEqual([...names])
  })

  it('is counted at their desk once, whichever of their accounts they use, and only while they may act', () => {
    const twice = [officer(vetted, { _id: 'o-1' }), officer(vetted, { _id: 'o-2', identity: 'o-1' })]
    const [lapsed, elsewhere] = [officer({}, { _id: 'o-3' }), officer({}, { _id: 'o-4', authority: '380' })]
    expect(desksOf([...twice, lapsed, elsewhere], now)).toEqual([
      { authority: '383', officers: 1 },
      { authority: '380', officers: 0 },
    ])
  })
})

describe('how somebody is reached at work (S28)', () => {
  it('is what their organisation said of them, and nothing where nobody did', () => {
    const contact = { name: 'Samira Khan', phone: '01134960456', email: 's.khan@example.gov.uk' }
    expect(cardOf({ contact, organisation: 'Leeds' })).toEqual({ ...contact, organisation: 'Leeds' })
    expect(cardOf({ organisation: 'Leeds' })).toBeNull()
  })
})

describe('how long an access token lives (I7)', () => {
  it.each([
    [3600, 60],
    [60, 60],
    [59.999, 59],
    [3, 3],
    [1, 1],
    [0.5, 0],
  ])('when its holder is eligible for %s more seconds: %s', (eligible, seconds) => {
    expect(accessSeconds(after(eligible), now)).toBe(seconds)
  })
})
