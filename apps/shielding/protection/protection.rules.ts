import type { Caller } from '@contactpoint/bus'
import {
  entryCaller,
  isChildId,
  type Action,
  type AppendEntry,
  type EntryCaller,
  type Outcome,
  type RequestShield,
  type Source,
  type Tier,
  type View,
} from '@contactpoint/contracts'
import type { LiveOverride, Protection, Shield, Step, TimelessShield } from './protection.schema.ts'
import type { ProtectionState, StepKind } from './steps.rules.ts'

/** What a caller may see of a child, and the version of the protection that says so. */
export interface Stance {
  childId: string
  /** 0 for a child nobody ever asked about. */
  version: number
  view: View
  /** To everybody but its shield desk there is no such child; what may be seen of it is seen there. */
  isSealed: boolean
  /** The override that the view comes of: it must not be over when the answer leaves. */
  override?: Pick<LiveOverride, 'overrideId' | 'until'>
  /** Of an answer that shows consents of a shielded child: how many had been withdrawn. */
  withdrawals?: number
}

/**
 * An answer that passed the guard leaves within this time or not at all, and a shield is acknowledged only when the last such
 * answer has had it. So nothing that was let through before a shield arrives after its acknowledgement. Milliseconds.
 */
export const ANSWER_WINDOW_MS = 2_000
/** From the start of its guard an answer has this time to leave; the rest of the window is for the way to the caller. */
export const LEAVE_WITHIN_MS = 1_000

/** Deny unless allowed: whoever has a shield shows the visible view, to everyone. */
export function stanceOf(childId: string, protection: Protection | null): Stance {
  const shield = protection?.shield
  const [view, isSealed] = [shield ? 'visible' : 'full', shield?.tier === 'sealed'] as const
  return { childId, version: protection?.version ?? 0, view, isSealed }
}

/** A stance for an answer that shows consents: it holds no longer than they do. */
export function withConsents(stance: Stance, protection: Protection | null): Stance {
  return { ...stance, withdrawals: protection?.withdrawals ?? 0 }
}

/** Judges whether somebody may take a step of this protection, which is read where the step commits. @throws Fault where they may not */
export type Judge = (protection: Protection | null) => void

/** The state from which steps are taken. */
export function stateOf(protection: Pick<Protection, 'shield'> | null): ProtectionState {
  const shield = protection?.shield
  if (!shield?.ending) return shield?.state ?? 'none'
  return `${shield.ending.kind}-${shield.ending.agreedBy === null ? 'proposed' : 'agreed'}`
}

/** The same stance once, whoever took it. */
export function distinct(stances: Stance[]): Stance[] {
  return [...new Map(stances.map((stance) => [keyOf(stance), stance])).values()]
}

function keyOf({ childId, version, override, withdrawals }: Stance): string {
  return `${childId} ${version} ${override?.overrideId} ${withdrawals ?? ''}`
}

/** How long answers that were let through may still be on their way, in milliseconds; both times are the database's. */
export function answersEndIn({ guardedAt, changedAt }: Pick<Protection, 'guardedAt' | 'changedAt'>): number {
  if (!guardedAt || !changedAt) return 0
  const left = guardedAt.getTime() + ANSWER_WINDOW_MS - changedAt.getTime()
  return Math.min(Math.max(0, left), ANSWER_WINDOW_MS)
}

const HALF_A_SECOND = 500

/** How long an answer of the shield door still waits that has taken so long, in milliseconds: no answer comes at a time of its own. */
export function answersIn(taken: number, answerMs: number): number {
  const late = Math.max(0, Math.ceil((taken - answerMs) / HALF_A_SECOND))
  return answerMs + late * HALF_A_SECOND - taken
}

/** Who a source is that holds a child back, in the place of a person. */
export function feedCaller(source: Source, trace: string): EntryCaller & { identity: string } {
  const personId = `feed:${source}`
  return { personId, identity: personId, role: 'service', organisation: '', trace }
}

const FRESH: Pick<Shield, 'state' | 'tier' | 'placedBy' | 'ending' | 'isLiftWanted' | 'escalations'> = {
  ...{ state: 'interim', tier: 'standard', placedBy: null, ending: null },
  ...{ isLiftWanted: false, escalations: 0 },
}

export function interimShield({ identity }: Caller, { ground, channel, evidence }: RequestShield): TimelessShield {
  return { ...FRESH, tierBy: identity, ground, channel, ...(evidence && { evidence }), requestedBy: identity }
}

/** A source gives no ground, and the national desk decides about it, whichever authority is responsible. */
export function interimForFeed({ identity }: Pick<Caller, 'identity'>): TimelessShield {
  return { ...FRESH, tierBy: identity, ground: 'other', channel: 'feed', requestedBy: identity, authority: null }
}

/** A step that somebody took, as of when the database made it. */
export function stepOf(
  kind: StepKind,
  { _id: childId, version, changedAt }: Protection,
  by: string,
  code: string | null = null,
): Step {
  return { childId, version, kind, by, at: changedAt!, ground: null, channel: null, code }
}

/** The step with which a shield begins, or is asked for again, with the ground and the channel of who asked. */
export function requestStep(
  kind: 'interim-shield' | 'asked-again',
  protection: Protection,
  by: string,
  { ground, channel }: Pick<Shield, 'ground' | 'channel'>,
): Step {
  return { ...stepOf(kind, protection, by), ground, channel }
}

/** Who made a seal, after it, or of what a merge has joined with it: none of them opens it. Empty: nothing is sealed. */
export function sealersOf({ tier, tierBy, alsoSealedBy = [] }: Shield): string[] {
  return tier === 'sealed' ? [tierBy, ...alsoSealedBy] : []
}

/** The shield with a tier that somebody sets; null: it has that already, of a seal also by them. */
export function withTier(shield: Shield, tier: Tier, { identity }: Pick<Caller, 'identity'>): Shield | null {
  const { alsoSealedBy = [], ...rest } = shield
  if (shield.tier !== tier) return { ...rest, tier, tierBy: identity }
  if (tier === 'standard' || sealersOf(shield).includes(identity)) return null
  return { ...rest, alsoSealedBy: [...alsoSealedBy, identity] }
}

/**
 * What both records have from now on: the tighter shield of the two, by all who sealed either; null when neither has one. Whoever wanted to end
 * one of them, also the only one, had not heard of the other record, and begins anew.
 */
export function sharedShield(one: Shield | null, other: Shield | null): Shield | null {
  const found = other?.tier === 'sealed' ? other : (one ?? other)
  if (!found) return null
  const { alsoSealedBy: _before, ...tighter } = found
  const others = new Set([one, other].flatMap((shield) => (shield ? sealersOf(shield) : [])))
  others.delete(tighter.tierBy)
  const state = tighter.state === 'lift-proposed' ? 'confirmed' : tighter.state
  const kept = { ...tighter, state, isLiftWanted: false, ending: null }
  return others.size > 0 ? { ...kept, alsoSealedBy: [...others] } : kept
}

/** A shield that a record has in common with another one. Which authority is responsible goes with the record. */
export function ofRecord(shared: Shield | null, own: Shield | null): Shield | null {
  if (!shared) return null
  const { authority: _ofTheOther, ...rest } = shared
  return own?.authority === undefined ? rest : { ...rest, authority: own.authority }
}

export type ShieldAction = Extract<Action, `shield-${string}` | `record-${string}` | `override${string}`>

/**
 * What the log says of what was asked of a shield: who, what, and for which child; the ground stays with the officers. A text that is
 * no child's id is not kept: it may be anything.
 */
export function shieldEntry(
  entryId: string,
  caller: EntryCaller,
  action: ShieldAction,
  childId: string,
  outcome: Extract<Outcome, 'done' | 'not-found' | 'refused'>,
): AppendEntry {
  return {
    entryId,
    caller: entryCaller(caller),
    action,
    outcome,
    reason: null,
    children: isChildId(childId) ? [{ childId, shown: 'nothing' }] : [],
    particulars: null,
  }
}
