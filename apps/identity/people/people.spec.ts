import { AGREEMENT } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { accessSeconds } from '../sessions/sessions.rules.ts'
import { agreedUntil, conditionsOf, eligibleUntil, FOREVER, type Standing } from './eligibility.rules.ts'
import { cardOf, desksOf, homeAfter } from './people.rules.ts'
import type { Person, Preconditions } from './people.schema.ts'

const now = new Date('2026-10-01T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const hour = after(3600)

/** Somebody for whom all is in date for an hour, or as given. */
const standing = (given: Partial<Person> = {}, outside: Partial<Omit<Standing, 'person'>> = {}): Standing => ({
  person: {
    ...{
      _id: 'p-1',
      username: 'p',
      role: 'practitioner',
      authority: '383',
      organisation: 'Leeds',
      overrideUntil: null,
    },
    ...{ organisationId: 'o-1', need: 'works-with-children', createdBy: 'a', approvedBy: 'b', closedAt: null },
    ...{ agreement: { version: AGREEMENT.version, at: now }, attestedUntil: hour },
    preconditions: { identityCheck: hour, enhancedDisclosure: hour, training: hour, ...OFFICERS },
    ...given,
  },
  ...{ organisationUntil: hour, isAuthorityLive: true },
  ...outside,
})
const OFFICERS = { officerVetting: hour }
const dated = (given: Partial<Preconditions>) => ({
  preconditions: { identityCheck: hour, enhancedDisclosure: hour, training: hour, ...OFFICERS, ...given },
})

const daysBefore = (until: Date, days: number) => new Date(until.getTime() - days * 86_400_000)

/** Each precondition of somebody's role, and how it is made to end, or never to have been. */
const ENDS: Record<string, (until: Date | null) => Standing> = {
  'identity-check': (until) => standing(dated({ identityCheck: until })),
  'enhanced-disclosure': (until) => standing(dated({ enhancedDisclosure: until })),
  training: (until) => standing(dated({ training: until })),
  organisation: (until) => standing({}, { organisationUntil: until }),
  attestation: (until) => standing({ attestedUntil: until }),
  // Of another version than the one in force, so long ago that its grace ends then.
  agreement: (until) =>
    standing({ agreement: until && { version: 'before', at: daysBefore(until, AGREEMENT.graceDays) } }),
}
/** Those that are so or are not. */
const IS_NOT: Record<string, Standing> = {
  approval: standing({ approvedBy: null }),
  authority: standing({}, { isAuthorityLive: false }),
  'not-suspended': standing({ suspendedBy: ['c-1'] }),
  'open-account': standing({ closedAt: now }),
}

describe('who may sign in (S02, S09, S10, I7)', () => {
  it('is a matter of everything at once: each alone keeps them out when it is missing or has lapsed', () => {
    expect(eligibleUntil(standing(), now)).toEqual(hour)
    for (const without of Object.values(ENDS))
      for (const missing of [null, after(-1), now]) expect(eligibleUntil(without(missing), now)).toBeNull()
    for (const without of Object.values(IS_NOT)) expect(eligibleUntil(without, now)).toBeNull()
  })

  it('is tried of every precondition that there is for a practitioner', () => {
    const names = conditionsOf(standing()).map(({ name }) => name)
    expect([...Object.keys(ENDS), ...Object.keys(IS_NOT)].sort()).toEqual([...names].sort())
    for (const [name, without] of Object.entries(ENDS))
      expect(conditionsOf(without(null)).filter(({ until }) => until === null)).toEqual([{ name, until: null }])
  })

  it.each(Object.keys(ENDS))('ends with the first to lapse: %s', (name) => {
    for (const seconds of [7, 0.001]) expect(eligibleUntil(ENDS[name]!(after(seconds)), now)).toEqual(after(seconds))
  })

  it('does not wait for the authority to be live but for practitioners: others prepare it', () => {
    for (const role of ['shield-officer', 'cpmt', 'account-manager', 'accreditor', 'trainer'] as const)
      expect(eligibleUntil(standing({ role }, { isAuthorityLive: false }), now)).toEqual(hour)
  })
})

describe('the agreement', () => {
  const later = { version: '2027-1', inForceFrom: '2027-03-01', graceDays: 28 }
  const agreed = (version: string, at: Date) => agreedUntil({ version, at }, later)

  it('is signed without an end in the version in force, and in another until its days of grace are over', () => {
    expect(agreed('2027-1', now)).toEqual(FOREVER)
    expect(agreed('2026-1', now)).toEqual(new Date('2027-03-29T00:00:00Z'))
    expect(agreedUntil(null, later)).toBeNull()
  })

  it('keeps nobody out whoever signed a version, or whenever, before they had the days of grace to sign it anew; and nobody in for longer', () => {
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.constantFrom('2025-1', '2026-1'), instant, (version, at) => {
        const began = Math.max(at.getTime(), Date.parse(later.inForceFrom))
        expect(agreed(version, at)!.getTime() - began).toBe(28 * 86_400_000)
        expect(agreed(later.version, at)).toEqual(FOREVER)
      }),
    )
  })
})

describe('a shield officer (S24)', () => {
  const officer = (given: Partial<Preconditions>, more: Partial<Person> = {}) =>
    standing({ ...dated(given), role: 'shield-officer', ...more })

  it('needs vetting of their own, in date, as nobody else does', () => {
    expect(eligibleUntil(officer({ officerVetting: after(60) }), now)).toEqual(after(60))
    for (const lapsed of [null, now, after(-1)]) {
      const without = officer({ officerVetting: lapsed })
      expect(eligibleUntil(without, now)).toBeNull()
      expect(eligibleUntil({ ...without, person: { ...without.person, role: 'cpmt' } }, now)).toEqual(hour)
    }
  })

  it('is counted at their desk once, whichever of their accounts they use, and only while they may act', () => {
    const twice = [officer({}, { _id: 'o-1' }), officer({}, { _id: 'o-2', identity: 'o-1' })]
    const lapsed = officer({ officerVetting: now }, { _id: 'o-3' })
    const elsewhere = officer({ training: now }, { _id: 'o-4', authority: '380' })
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

describe('a home that takes the place of others', () => {
  it('keeps what somebody was called before, each name once, the latest first, and only so many', () => {
    const first = homeAfter([], { familyName: 'A', postcode: null })
    expect(first).toEqual({ familyName: 'A', postcode: null })
    const names = ['B', 'C', 'B', 'D', 'E'].reduce(
      (home, familyName) => homeAfter([home], { familyName, postcode: 'LS1 4AP' }),
      first,
    )
    expect(names).toEqual({ familyName: 'E', postcode: 'LS1 4AP', formerFamilyNames: ['D', 'B', 'C'] })
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
