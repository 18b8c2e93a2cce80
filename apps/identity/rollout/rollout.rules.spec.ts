import { READINESS, type ReadinessName } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'
import { isInReach } from '../people/reach.rules.ts'
import { isReady, mayActivate, readinessOf, stateOf, type Standings } from './rollout.rules.ts'

const now = new Date('2026-06-27T09:00:00Z')
const attestation = fc.record({
  by: fc.constantFrom('a', 'b', 'c'),
  at: fc.constant(now),
  policy: fc.constantFrom(1, 2, 3),
})
const authority = (given: Partial<StoredAuthority> = {}): StoredAuthority => ({
  ...{ _id: '383', wave: 1, attestations: [], liveSince: null, suspendedSince: null },
  ...given,
})
const standings = fc.record({
  officers: fc.nat({ max: 3 }),
  team: fc.nat({ max: 2 }),
  openRequests: fc.nat({ max: 2 }),
  policy: fc.record({ version: fc.constantFrom(1, 2, 3), isReviewed: fc.boolean() }),
})

describe('an authority (S02, S23, S24)', () => {
  it('is ready exactly when it has two officers, a team, no open request, and two attested it under the reviewed policy in force', () => {
    fc.assert(
      fc.property(fc.array(attestation, { maxLength: 5 }), standings, (attestations, known: Standings) => {
        const { officers, team, openRequests, policy } = known
        const people = attestations.filter((one) => one.policy === policy.version).map(({ by }) => by)
        const isSo = officers > 1 && team > 0 && openRequests === 0 && policy.isReviewed && new Set(people).size > 1
        expect(isReady(readinessOf(authority({ attestations }), known))).toBe(isSo)
      }),
    )
  })

  it('says of everything whether it is so', () => {
    const known = { officers: 2, team: 1, openRequests: 0, policy: { version: 2, isReviewed: true } }
    const names = readinessOf(authority(), known).map(({ name }) => name)
    expect(names.toSorted()).toEqual([...READINESS].toSorted())
  })

  const items = (...met: ReadinessName[]) => READINESS.map((name) => ({ name, isMet: met.includes(name), count: 0 }))
  it.each([
    ['preparing', {}, []],
    ['shielding', {}, ['two-shield-officers']],
    ['ready', {}, [...READINESS]],
    ['live', { liveSince: now }, []],
    ['suspended', { liveSince: now, suspendedSince: now }, [...READINESS]],
  ] as [string, Partial<StoredAuthority>, ReadinessName[]][])('is %s', (state, given, met) => {
    expect(stateOf(authority(given), items(...met))).toBe(state)
  })

  it('is let go live by nobody who attested it (I8), and read by its own people and the national desk', () => {
    const attested = authority({ attestations: [{ by: 'a', at: now, policy: 1 }] })
    expect([mayActivate(attested, { identity: 'a' }), mayActivate(attested, { identity: 'b' })]).toEqual([false, true])
    expect(['383', '000', '380'].map((of) => isInReach('383', { authority: of }))).toEqual([true, true, false])
  })
})
