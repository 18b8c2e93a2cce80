import type { Role } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { interimShield, stateOf } from './protection.rules.ts'
import type { Protection, Shield } from './protection.schema.ts'
import { currentOf, loosens, mayTake, shieldAfter, STAGE_KINDS, toShieldNow, type StageKind } from './stages.rules.ts'
import { isOpen, openTo, STEPS } from './steps.rules.ts'

interface Try {
  kind: StageKind
  identity: string
  role: Role
}

const began = new Date('2026-06-27T09:00:00Z')
const withTimes = (shield: ReturnType<typeof interimShield>): Shield => {
  return { ...shield, since: began, dueAt: began, escalateAt: began }
}
const requested = (by: string) =>
  withTimes(interimShield(aCaller({ personId: by }), { childId: 'C', ground: 'other', channel: 'user' }))

/** A try before it is known in which state it is made: mostly one that somebody could make there, else any. */
interface Draw {
  pick: number
  isWild: boolean
  identity: string
  role: Role | null
}
const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.record<Draw>({
    pick: fc.nat(1_000),
    isWild: fc.oneof({ arbitrary: fc.constant(false), weight: 6 }, { arbitrary: fc.constant(true), weight: 1 }),
    identity: fc.constantFrom('a', 'b', 'c', 'd'),
    role: fc.option(fc.constantFrom<Role>('shield-officer', 'cpmt', 'practitioner'), { freq: 1, nil: null }),
  }),
  { minLength: 10, maxLength: 60 },
)

function inState({ pick, isWild, identity, role }: Draw, shield: Shield): Try {
  const open = isWild ? STAGE_KINDS : STAGE_KINDS.filter((kind) => isOpen(kind, stateOf({ shield })))
  const kind = open[pick % open.length]!
  return { kind, identity, role: role ?? STEPS[kind].by[0] }
}

/** What the house does: null when the try changes nothing. */
function taken(shield: Shield, { kind, identity, role }: Try): { shield: Shield | null } | null {
  const actor = { identity, role }
  if (!openTo([kind], role, stateOf({ shield })) || !mayTake(kind, shield, actor)) return null
  const after = shieldAfter(kind, shield, actor, 'other')
  return { shield: after && withTimes(after) }
}

/**
 * The same rules told as a story, by an author who has not read the table: who has done what so far decides who may go on.
 * @returns whether it may be done
 */
class Story {
  private stage: 'asked' | 'placed' | 'confirmed' = 'asked'
  private out: 'lift' | 'refusal' | null = null
  private people: Partial<Record<'placer' | 'first' | 'second', string>> = {}
  isOver = false

  constructor(private readonly requester: string) {}

  goesOn({ kind, identity, role }: Try): boolean {
    const { placer, first, second } = this.people
    const isOfficer = role === 'shield-officer'
    const isTeam = role === 'cpmt'
    switch (kind) {
      case 'asked-again':
        if (this.stage !== 'confirmed' && this.out === null) return false
        return this.stays()
      case 'place':
        if (!isOfficer || identity === this.requester || this.stage === 'confirmed') return false
        if (this.stage === 'placed' && this.out === null) return false
        ;[this.stage, this.out, this.people] = ['placed', null, { placer: identity }]
        return true
      case 'confirm':
        if (!isOfficer || this.stage !== 'placed' || this.out || [this.requester, placer].includes(identity))
          return false
        this.stage = 'confirmed'
        return true
      case 'propose-refusal':
      case 'propose-lift': {
        const out = kind === 'propose-lift' ? 'lift' : 'refusal'
        if (!isOfficer || this.out || (out === 'lift') !== (this.stage === 'confirmed')) return false
        ;[this.out, this.people] = [out, { ...(placer && { placer }), first: identity }]
        return true
      }
      case 'agree-refusal':
      case 'agree-lift':
        if (!isOfficer || this.out !== (kind === 'agree-lift' ? 'lift' : 'refusal')) return false
        if (second || identity === first) return false
        this.people.second = identity
        return true
      case 'refuse':
      case 'lift':
        if (!isTeam || this.out !== (kind === 'lift' ? 'lift' : 'refusal')) return false
        if (!second || identity === first || identity === second) return false
        return (this.isOver = true)
      case 'keep':
        return isTeam && this.out === 'lift' && this.stays()
      case 'review-keep':
      case 'review-lift':
        return isTeam && this.stage === 'confirmed' && this.out === null
    }
  }

  private stays(): boolean {
    const { placer } = this.people
    ;[this.out, this.people] = [null, { ...(placer && { placer }) }]
    return true
  }
}

describe('Whatever people try', () => {
  it('each step is taken when the story allows it, and at no other time', () => {
    fc.assert(
      fc.property(draws, fc.constantFrom('a', 'b'), (all, requester) => {
        const story = new Story(requester)
        let shield: Shield | null = requested(requester)
        for (const draw of all) {
          if (!shield) break
          const one = inState(draw, shield)
          const next: ReturnType<typeof taken> = taken(shield, one)
          expect([one, next !== null]).toEqual([one, story.goesOn(one)])
          shield = next ? next.shield : shield
          expect(shield === null).toBe(story.isOver)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('a shield ends only after two officers and a member of the management team, three different people (I3, I8, S30)', () => {
    fc.assert(
      fc.property(draws, (all) => {
        let shield: Shield | null = requested('a')
        const done: Try[] = []
        for (const draw of all) {
          if (!shield) break
          const one = inState(draw, shield)
          const next: ReturnType<typeof taken> = taken(shield, one)
          if (!next) continue
          done.push(one)
          shield = next.shield
        }
        if (shield) return
        const [proposal, agreement, decision] = done.slice(-3)
        expect([proposal!.role, agreement!.role, decision!.role]).toEqual(['shield-officer', 'shield-officer', 'cpmt'])
        expect(new Set([proposal, agreement, decision].map((one) => one!.identity)).size).toBe(3)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('A step', () => {
  it('keeps all of the shield that it is not about: its ground, its tier and who asked', () => {
    const sealed: Shield = { ...requested('p'), tier: 'sealed', tierBy: 'o', evidence: 'passport', authority: '383' }
    for (const kind of STAGE_KINDS.filter((one) => !loosens(one) && !one.startsWith('agree'))) {
      const after = shieldAfter(kind, sealed, { identity: 'x', role: 'cpmt' }, 'other')
      expect(after).toMatchObject({
        ...{ ground: 'other', channel: 'user', requestedBy: 'p' },
        ...{ tier: 'sealed', tierBy: 'o', evidence: 'passport', authority: '383' },
      })
    }
  })

  it('wants a lift where a review says so, until one is proposed or the shield is kept', () => {
    const actor = { identity: 'x', role: 'cpmt' as const }
    const wanted = (kind: StageKind, before: boolean) =>
      shieldAfter(kind, { ...requested('p'), state: 'confirmed', isLiftWanted: before }, actor, null)?.isLiftWanted
    for (const before of [true, false]) {
      expect(wanted('review-lift', before)).toBe(true)
      for (const kind of ['review-keep', 'propose-lift', 'keep', 'asked-again'] as const)
        expect([kind, wanted(kind, before)]).toEqual([kind, false])
    }
  })

  it('keeps why somebody proposes it, and that it is something else where they do not say', () => {
    const actor = { identity: 'x', role: 'shield-officer' as const }
    const codeOf = (kind: StageKind, code: string | null) =>
      shieldAfter(kind, requested('p'), actor, code)?.ending?.code
    for (const kind of ['propose-refusal', 'propose-lift'] as const)
      expect([codeOf(kind, 'moved'), codeOf(kind, null)]).toEqual(['moved', 'other'])
  })

  it('says nothing of time: the database does', () => {
    const after = shieldAfter('place', requested('p'), { identity: 'x', role: 'shield-officer' }, null)
    expect(Object.keys(after!).filter((name) => ['since', 'dueAt', 'escalateAt'].includes(name))).toEqual([])
  })
})

describe('What its desk sees of a shield', () => {
  const protection: Protection = { _id: 'C', version: 4, shield: requested('p'), guardedAt: null, changedAt: began }

  it('is its state, tier and version, and until when the next step is due', () => {
    expect(toShieldNow(protection)).toEqual({
      ...{ childId: 'C', state: 'interim', tier: 'standard', version: 4 },
      dueAt: began.toISOString(),
    })
    expect(toShieldNow({ ...protection, shield: null })).toMatchObject({ state: null, dueAt: null })
  })

  it('of a conflict is the state from which steps are taken, which tells an agreed proposal from another', () => {
    const ending = { kind: 'lift' as const, code: 'other', proposedBy: 'x', agreedBy: 'y' }
    const agreed = { ...protection, shield: { ...requested('p'), state: 'lift-proposed' as const, ending } }
    expect(currentOf(agreed)).toEqual({ state: 'lift-agreed', version: 4 })
    expect(currentOf(protection)).toEqual({ state: 'interim', version: 4 })
  })
})
