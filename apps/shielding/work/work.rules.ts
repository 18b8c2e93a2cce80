import type { PolicyStepKind } from '../policy/steps.rules.ts'
import { isInForce, waitsFor, type Version } from '../policy/versions.rules.ts'
import { MOST_WORK_LISTED, type Appeal, type WorkCount, type WorkItem, type WorkKind } from '@contactpoint/contracts'
import type { RowWaitNow } from '../near/row-waits.schema.ts'
import type { CaseNow } from '../override-cases/override-cases.schema.ts'
import type { Task } from '../brokering/brokering.rules.ts'
import type { RequestNow } from '../brokering/brokering.schema.ts'
import { stateOf, type Stance } from '../protection/protection.rules.ts'
import type { ShieldAtWork } from '../protection/protection.schema.ts'
import { mayTake, type Actor, type StageKind } from '../protection/stages.rules.ts'
import { openTo } from '../protection/steps.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A look at what waits, as the log says it. */
export const WORK_ASKED: Asked = { action: 'work-list', reason: null, particulars: {} }

/** The step that is waited for, in words of who does it. Where several are open, the first that is named here is. */
const WAITED_FOR: Partial<Record<StageKind, WorkKind>> = {
  'agree-refusal': 'agree-refusal',
  refuse: 'decide-refusal',
  place: 'place',
  confirm: 'confirm',
  'agree-lift': 'agree-lift',
  lift: 'decide-lift',
  'review-keep': 'review',
}

/** What waits for this person with a shield that somebody must do something about; null: nothing that they may do. */
export function waitsWith({ shield, isDueSoon }: ShieldAtWork, actor: Actor): WorkKind | null {
  const state = stateOf({ shield })
  if (shield!.isLiftWanted) return actor.role === 'shield-officer' && state === 'confirmed' ? 'propose-lift' : null
  const kind = openTo(Object.keys(WAITED_FOR) as StageKind[], actor.role, state)
  if (!kind || !mayTake(kind, shield!, actor) || (kind === 'review-keep' && !isDueSoon)) return null
  return WAITED_FOR[kind]!
}

/** A contact of the organisation that is wrong; its child is known to the log alone. */
export interface WrongContact {
  involvementId: string
  stance: Stance
}

/** Contacts that wait for a practitioner. Of a sealed child there is no involvement, for its owner neither. */
export function contactWork(
  contacts: readonly WrongContact[],
  others: readonly WorkItem[] = [],
): Reading<{ items: WorkItem[]; counts: WorkCount[] }> {
  const there = contacts.filter(({ stance }) => !stance.isSealed)
  const items = there.map(({ involvementId: id }) => {
    return { kind: 'correct-contact' as const, childId: null, id, dueAt: null, isLate: false }
  })
  const apart = there.map(({ stance }) => ({ childId: stance.childId, shown: 'nothing' as const }))
  return { ...shownWork([...others, ...items]), apart, stances: contacts.map(({ stance }) => stance) }
}

const WAITS: Partial<Record<PolicyStepKind, WorkKind>> = {
  review: 'review-policy',
  approve: 'approve-policy',
  activate: 'activate-policy',
}

/** Versions of the policy that wait for a person. They are due at no time, and about no child. */
export function policyWork(versions: readonly Version[], actor: Actor): WorkItem[] {
  const inForce = versions.find(isInForce)?.version ?? 0
  return versions.flatMap((one) => {
    const kind = WAITS[waitsFor(actor, one, inForce) ?? 'propose']
    return kind ? [{ kind, childId: null, id: null, policyVersion: one.version, dueAt: null, isLate: false }] : []
  })
}

/** What waits for a person, what is due first at the top. */
export function workOf(shields: readonly ShieldAtWork[], appeals: readonly Appeal[], actor: Actor): WorkItem[] {
  const withShields = shields.flatMap((one) => {
    const kind = waitsWith(one, actor)
    const dueAt = one.shield!.dueAt.toISOString()
    return kind ? [{ kind, childId: one._id, id: null, dueAt, isLate: one.isLate }] : []
  })
  const withAppeals = appeals.map(({ appealId: id }) => {
    return { kind: 'decide-appeal' as const, childId: null, id, dueAt: null, isLate: false }
  })
  return [...withShields, ...withAppeals]
}

/** What officers have to decide about shielded children, whom feeds or others' records have come near. A record near one is due at no time. */
export function undecidedWork({ near, rows }: { near: readonly string[]; rows: readonly RowWaitNow[] }): WorkItem[] {
  const item = (kind: WorkKind, childId: string): WorkItem => ({ kind, childId, id: null, dueAt: null, isLate: false })
  return [
    ...near.map((childId) => item('decide-near', childId)),
    ...rows.map(({ _id, dueAt, isLate }) => ({ ...item('decide-rows', _id), dueAt: dueAt.toISOString(), isLate })),
  ]
}

/** Attempts to override shields come first: somebody may be reading now. */
export function caseWork(cases: readonly CaseNow[]): WorkItem[] {
  return cases.map(({ _id: id, childId, openedAt, isEscalated, escalateAfterMinutes }) => {
    const dueAt = new Date(openedAt.getTime() + escalateAfterMinutes * 60_000).toISOString()
    return { kind: 'check-override', childId, id, dueAt, isLate: isEscalated }
  })
}

/** Who asks a management team to be put in touch, and since when. */
export function brokerWork(tasks: readonly Task[]): WorkItem[] {
  return tasks.map(({ childId, request: { _id: id, askedAt, dueAt, isLate } }) => {
    const times = { since: askedAt.toISOString(), dueAt: dueAt.toISOString(), isLate }
    return { kind: 'broker-contact', childId, id, ...times }
  })
}

/** What somebody who asked was answered; which child it was about, they know. */
export function outcomeWork(answered: readonly RequestNow[]): WorkItem[] {
  return answered.map(({ _id: id, answeredAt }) => {
    return { kind: 'read-outcome', childId: null, id, since: answeredAt!.toISOString(), dueAt: null, isLate: false }
  })
}

/** What is due first at the top, and last what is due at no time. */
export function inOrder(items: readonly WorkItem[]): WorkItem[] {
  const rank = ({ dueAt }: WorkItem): number => (dueAt === null ? Infinity : Date.parse(dueAt))
  return items.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)))
}

/** How much there is of each kind. */
export function counted(items: readonly WorkItem[]): WorkCount[] {
  return [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, some]) => {
    return { kind, waiting: some.length, late: some.filter(({ isLate }) => isLate).length }
  })
}

/** The work as it may leave; which children it is about, the log keeps sealed. */
export function shownWork(items: readonly WorkItem[]): Reading<{ items: WorkItem[]; counts: WorkCount[] }> {
  const shown = items.slice(0, MOST_WORK_LISTED)
  const apart = shown.flatMap(({ childId }) => (childId ? [{ childId, shown: 'nothing' as const }] : []))
  return { content: { items: shown, counts: counted(items) }, outcome: 'shown', children: [], apart, stances: [] }
}
