import { isShutOff, REVOKED, SHUT_OFF_SCOPES, type RevokedKind } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isRevoked, keyOf } from './revocations.rules.ts'

const who = {
  ...{ personId: 'p-1', role: 'practitioner', authority: '383', organisation: 'Elm', sessionId: 's-1' },
  ...{ issuedAt: 1_000_000, source: null, boundTo: null, provedAt: 0 },
}
const OWN: Record<RevokedKind, string> = {
  ...{ session: 's-1', person: 'p-1', organisation: '383/Elm', authority: '383', practitioners: '383', everybody: '' },
}

describe('a token', () => {
  it('is good no longer once anything it is of was revoked after it was signed, and stays good for anything else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REVOKED),
        fc.boolean(),
        fc.integer({ min: -20_000, max: 20_000 }),
        (kind, isOwn, later) => {
          const subject = isOwn ? OWN[kind] : 'another'
          const revoked = new Map([[keyOf(kind, subject), who.issuedAt + later]])
          // Clocks of copies differ by a second at the most; a session never begins again.
          const isGone = isOwn && (kind === 'session' || later >= -1_000)
          expect(isRevoked(who, revoked)).toBe(isGone)
        },
      ),
    )
  })

  it('of somebody else than a practitioner is not ended by what ends those of practitioners', () => {
    const revoked = new Map([[keyOf('practitioners', '383'), who.issuedAt]])
    expect([isRevoked(who, revoked), isRevoked({ ...who, role: 'cpmt' }, revoked)]).toEqual([true, false])
  })
})

describe('what is shut off', () => {
  it.each([
    ['all', null, true],
    ['authority', '383', true],
    ['authority', '380', false],
    ['organisation', '383/Elm', true],
    ['organisation', '380/Elm', false],
    ['feed', 'school-census', false],
  ] as [(typeof SHUT_OFF_SCOPES)[number], string | null, boolean][])(
    '%s %s is theirs: %s',
    (scope, subject, isTheirs) => {
      expect(isShutOff(who, { scope, subject })).toBe(isTheirs)
    },
  )

  it('of a feed is its supplier’s', () => {
    const supplier = { ...who, role: 'feed-supplier', source: 'school-census' as const }
    expect(isShutOff(supplier, { scope: 'feed', subject: 'school-census' })).toBe(true)
  })
})
