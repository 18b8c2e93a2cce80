import type { Role } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { firstStep, foundingSteps, nextStep } from './history.rules.ts'
import { faultOf, isInForce, toPolicyVersion, versionsOf, waitsFor, type HistoryStep } from './versions.rules.ts'
import { POLICY_STEP_KINDS, type PolicyStepKind } from './steps.rules.ts'

const at = new Date('2026-11-29T00:00:00Z')

interface Try {
  kind: PolicyStepKind
  version: number
  /** Who it is, and which of their accounts they use. */
  identity: string
  account: number
}

/** The steps of those that could be taken, in order, and how each try ended. */
function taken(tries: readonly Try[]): { steps: HistoryStep[]; ended: (string | null)[] } {
  const steps: HistoryStep[] = foundingSteps(at)
  const ended = tries.map(({ kind, version, identity, account }) => {
    const caller = { personId: `${identity}-${account}`, identity }
    if (kind === 'propose') {
      steps.push({ ...firstStep(caller, steps, at), digest: 'd' })
      return null
    }
    const fault = faultOf(kind, versionsOf(steps).get(version), identity)
    if (!fault) steps.push(nextStep(caller, steps, { kind, version }, at))
    return fault?.code ?? null
  })
  return { steps, ended }
}

/** The same told as a story, with lists of names and no states: how a try ends, by what was done before. */
class Story {
  private readonly told: Try[] = []
  private inForce = 1
  private proposed = 1

  ends(one: Try): string | null {
    const { kind, version, identity } = one
    if (kind !== 'propose' && version > this.proposed) return 'not-found'
    const about = this.told.filter((step) => step.version === version)
    const since = about.slice(about.findLastIndex((step) => step.kind === 'activate') + 1)
    const reviewers = about.filter((step) => step.kind === 'review').map((step) => step.identity)
    const proposers = about.filter((step) => step.kind === 'propose').map((step) => step.identity)
    const approvers = since.filter((step) => step.kind === 'approve').map((step) => step.identity)
    const isFree =
      kind === 'propose' ||
      (kind === 'review' && reviewers.length === 0 && !proposers.includes(identity)) ||
      (kind === 'approve' &&
        this.inForce !== version &&
        reviewers.length === 1 &&
        approvers.length < 2 &&
        ![...proposers, ...reviewers, ...approvers].includes(identity)) ||
      (kind === 'activate' && this.inForce !== version && approvers.length === 2)
    if (!isFree) return 'conflict'
    if (kind === 'propose') this.proposed += 1
    if (kind === 'activate') this.inForce = version
    this.told.push({ ...one, version: kind === 'propose' ? this.proposed : version })
    return null
  }
}

const by = (identity: string, kind: PolicyStepKind, version = 2): Try => ({ kind, version, identity, account: 1 })
const approved = [by('a', 'propose'), by('b', 'review'), by('c', 'approve'), by('d', 'approve')]

const random = fc.array(
  fc.record({
    kind: fc.constantFrom(...POLICY_STEP_KINDS, 'approve' as const, 'approve' as const, 'review' as const),
    version: fc.integer({ min: 1, max: 3 }),
    identity: fc.constantFrom('a', 'b', 'c', 'd'),
    account: fc.integer({ min: 1, max: 2 }),
  }),
  { minLength: 5, maxLength: 60 },
)
/** Half of them begin when another version is in force already: by chance alone few would come so far. */
const tries = fc
  .tuple(fc.constantFrom([], [...approved, by('a', 'activate')]), random)
  .map(([first, rest]): Try[] => [...first, ...rest])

describe('Whatever is tried with versions, in any order and by anybody', () => {
  it('ends as the story of who may do what says', () => {
    fc.assert(
      fc.property(tries, (all) => {
        const story = new Story()
        expect(taken(all).ended).toEqual(all.map((one) => story.ends(one)))
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves exactly one version in force, after each step', () => {
    fc.assert(
      fc.property(tries, (all) => {
        const { steps } = taken(all)
        for (let n = 2; n <= steps.length; n++)
          expect([...versionsOf(steps.slice(0, n)).values()].filter(isInForce)).toHaveLength(1)
      }),
    )
  })

  it('puts none in force but the founding one that nobody outside has reviewed, or that fewer than two others approved (S19, I8)', () => {
    fc.assert(
      fc.property(tries, (all) => {
        const { steps } = taken(all)
        for (const [n, { kind, version }] of steps.entries()) {
          if (kind !== 'activate' || n < 2) continue
          const before = steps.slice(0, n).filter((step) => step.version === version)
          const who = (of: PolicyStepKind) => before.filter((step) => step.kind === of).map(({ identity }) => identity)
          expect(who('review')).toHaveLength(1)
          const last = before.slice(-2)
          expect(last.map((step) => step.kind)).toEqual(['approve', 'approve'])
          expect(new Set([...last.map(({ identity }) => identity), ...who('propose'), ...who('review')]).size).toBe(
            2 + new Set([...who('propose'), ...who('review')]).size,
          )
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('never changes what a version says, or who proposed it', () => {
    fc.assert(
      fc.property(tries, (all) => {
        const { steps } = taken(all)
        for (const { version, digest, proposed } of versionsOf(steps).values()) {
          const [first, ...others] = steps.filter((step) => step.kind === 'propose' && step.version === version)
          expect(others).toEqual([])
          expect([digest, proposed.by]).toEqual([first!.digest, first!.by])
        }
      }),
    )
  })
})

const statesAfter = (all: readonly Try[]) => [...versionsOf(taken(all).steps).values()].map(({ state }) => state)

describe('A version', () => {
  it('comes from proposed over reviewed and approved into force, and the one before it is approved anew to come back', () => {
    expect(approved.map((_one, n) => statesAfter(approved.slice(0, n + 1))[1])).toEqual([
      'proposed',
      'reviewed',
      'approved-once',
      'approved',
    ])
    const activated = [...approved, by('a', 'activate')]
    expect(statesAfter(activated)).toEqual(['proposed', 'in-force'])
    const back = [by('b', 'review', 1), by('a', 'approve', 1), by('d', 'approve', 1), by('c', 'activate', 1)]
    expect(statesAfter([...activated, ...back])).toEqual(['in-force', 'reviewed'])
    expect(versionsOf(taken([...activated, ...back]).steps).get(2)!.approvals).toEqual([])
  })

  it('may be the founding one, reviewed while it is in force, which keeps it so', () => {
    expect(statesAfter([by('b', 'review', 1)])).toEqual(['in-force'])
    expect(taken([by('b', 'review', 1), by('c', 'review', 1)]).ended).toEqual([null, 'conflict'])
  })

  it('tells whoever comes late how far it has come', () => {
    const { steps } = taken(approved)
    expect(faultOf('review', versionsOf(steps).get(2), 'x')!.current).toEqual({ state: 'approved', version: 2 })
  })

  it('is shown with who did what, by their accounts, and no other identity', () => {
    const shown = toPolicyVersion(versionsOf(taken(approved).steps).get(2)!)
    expect(shown).toMatchObject({ state: 'approved', inForce: false, proposed: { by: 'a-1' }, activated: null })
    expect(shown.approvals.map((hand) => hand.by)).toEqual(['c-1', 'd-1'])
    expect(JSON.stringify(shown)).not.toContain('identity')
  })
})

describe('What waits', () => {
  const waiting = (all: readonly Try[], identity: string, role: Role, version = 2) => {
    const versions = versionsOf(taken(all).steps)
    const inForce = [...versions.values()].find(isInForce)!.version
    return waitsFor({ identity, role }, versions.get(version)!, inForce)
  }

  it('is a review for any auditor, then approvals for two of the team, then the activation', () => {
    expect(waiting(approved.slice(0, 1), 'x', 'auditor')).toBe('review')
    expect(waiting(approved.slice(0, 1), 'a', 'auditor')).toBeNull()
    expect(waiting(approved.slice(0, 1), 'x', 'cpmt')).toBeNull()
    for (const count of [2, 3]) {
      expect(waiting(approved.slice(0, count), 'x', 'cpmt')).toBe('approve')
      for (const [who, role] of [
        ['a', 'cpmt'],
        ['b', 'cpmt'],
        ['x', 'auditor'],
      ] as const)
        expect(waiting(approved.slice(0, count), who, role)).toBeNull()
    }
    expect(waiting(approved.slice(0, 3), 'c', 'cpmt')).toBeNull()
    expect(waiting(approved, 'a', 'cpmt')).toBe('activate')
  })

  it('is nothing about one that is in force, was so before, or was passed over, unless somebody has begun to bring it back', () => {
    const two = [by('a', 'propose'), ...[by('b', 'review', 3), by('c', 'approve', 3), by('d', 'approve', 3)]]
    const passed = [by('a', 'propose'), ...two, by('a', 'activate', 3)]
    for (const version of [1, 2, 3]) {
      expect(waiting(passed, 'x', 'auditor', version)).toBeNull()
      expect(waiting(passed, 'x', 'cpmt', version)).toBeNull()
    }
    const begun = [...passed, by('b', 'review', 1), by('c', 'approve', 1)]
    expect(waiting(begun, 'x', 'cpmt', 1)).toBe('approve')
  })
})
