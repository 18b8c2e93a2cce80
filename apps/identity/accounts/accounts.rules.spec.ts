import { CHECK_KINDS, CHECK_LASTS_DAYS, MADE_BY, NATIONAL_DESK, ROLES, type Role } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isFit, isOwn, looksAfter, maySuspend, stateOf } from './accounts.rules.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const now = new Date('2026-06-27T09:00:00Z')
const somewhere = fc.constantFrom('383', '380', NATIONAL_DESK)
const organisation = fc.constantFrom('o-1', 'o-2')
const keeper = fc.record({
  caller: fc.record({ identity: fc.constant('i-1'), role: fc.constantFrom(...ROLES), authority: somewhere }),
  organisationId: organisation,
})
const whose = fc.record({ role: fc.constantFrom(...ROLES), authority: somewhere, organisationId: organisation })

describe('who makes an account, and looks after it (S09)', () => {
  it('is always an account manager of the same organisation, or an accreditor of the authority or of the national desk', () => {
    fc.assert(
      fc.property(keeper, whose, (by, of) => {
        if (!looksAfter(by, of)) return
        const isManager = by.caller.role === 'account-manager'
        expect(isManager ? by.organisationId === of.organisationId : by.caller.role === 'accreditor').toBe(true)
        if (isManager) expect(of.role).toBe('practitioner')
        else expect([of.authority, NATIONAL_DESK]).toContain(by.caller.authority)
      }),
    )
  })

  it('is nobody but the national desk for accreditors, auditors and operators, wherever they work', () => {
    const of = { authority: '383', organisationId: 'o-1' }
    const by = (authority: string) => ({
      caller: { identity: 'i-1', role: 'accreditor' as Role, authority },
      organisationId: 'o-1',
    })
    for (const role of ['accreditor', 'auditor', 'operator'] as const) {
      expect(looksAfter(by('383'), { ...of, role })).toBe(false)
      expect(looksAfter(by(NATIONAL_DESK), { ...of, role })).toBe(true)
    }
    expect(looksAfter(by(NATIONAL_DESK), { ...of, role: 'feed-supplier' })).toBe(false)
  })

  it('is declared for every role of a person', () => {
    expect(Object.keys(MADE_BY).sort()).toEqual(ROLES.filter((role) => role !== 'feed-supplier').toSorted())
  })

  it('is one thing, and keeping somebody out another: the management team of their authority may, and looks after nobody', () => {
    fc.assert(
      fc.property(somewhere, whose, (authority, of) => {
        const team = { caller: { identity: 'i-1', role: 'cpmt' as const, authority }, organisationId: 'o-1' }
        expect(looksAfter(team, of)).toBe(false)
        const isNationals = ['accreditor', 'auditor', 'operator'].includes(of.role)
        // Nobody's team silences who watches it.
        const isTheirs = authority === of.authority && !isNationals
        expect(maySuspend(team, of)).toBe(isTheirs || authority === NATIONAL_DESK)
      }),
    )
    fc.assert(
      fc.property(keeper, whose, (by, of) => by.caller.role === 'cpmt' || maySuspend(by, of) === looksAfter(by, of)),
    )
  })

  it('is never oneself, by whichever account (I8)', () => {
    expect(isOwn({ identity: 'i-1' }, { _id: 'p-2', identity: 'i-1' })).toBe(true)
    expect(isOwn({ identity: 'p-1' }, { _id: 'p-1' })).toBe(true)
    expect(isOwn({ identity: 'p-1' }, { _id: 'p-2' })).toBe(false)
  })
})

describe('a check', () => {
  it('ends, and no later than its kind allows: a disclosure is renewed every three years (S10)', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHECK_KINDS), fc.integer({ min: -9_000, max: 9_000 }), (kind, days) => {
        const until = new Date(now.getTime() + days * DAY_MS)
        expect(isFit(kind, until, now)).toBe(days > 0 && days <= CHECK_LASTS_DAYS[kind])
      }),
    )
    expect(CHECK_LASTS_DAYS['enhanced-disclosure']).toBe(3 * 365 + 1)
  })
})

describe('how far an account is', () => {
  it.each([
    ['closed', { closedAt: now, suspendedBy: ['s'] }],
    ['suspended', { suspendedBy: ['s'] }],
    ['open', {}],
    ['approved', { agreement: null }],
    ['made', { agreement: null, approvedBy: null }],
  ])('%s', (state, given) => {
    const open = { closedAt: null, suspendedBy: [], approvedBy: 'b', agreement: { version: '1', at: now } }
    expect(stateOf({ ...open, ...given })).toBe(state)
  })
})
