import type { Caller } from '@contactpoint/bus'
import {
  entryCaller,
  type AppendEntry,
  type BrokerOutcome,
  type BrokerRequest,
  type BrokerTask,
  type ContactCard,
  type Desk,
  type FaultCurrent,
  type InvolvementsListed,
  type OpenBrokerRequest,
  type Outcome,
} from '@contactpoint/contracts'
import { deskOf } from '../desks/desks.rules.ts'
import { stanceOf, withConsents, type Stance } from '../protection/protection.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import type { Asked, Reading } from '../release/release.rules.ts'
import type { NewRequest, RequestNow, StoredRequest } from './brokering.schema.ts'

/** A look at requests, as the log says it. */
export const LIST_ASKED: Asked = { action: 'broker-list', reason: null, particulars: {} }

/** That somebody wants to be put in touch. */
export function requestAsked({ reason, caseReference }: OpenBrokerRequest): Asked {
  return { action: 'broker-request', reason, particulars: { caseReference } }
}

/** A look at one task, for the reason for which it was asked; null: there is none of this id. */
export function taskAsked(requestId: string, request: StoredRequest | null): Asked {
  const { reason = null, caseReference = null } = request ?? {}
  return { action: 'broker-read', reason, particulars: { requestId, caseReference } }
}

/** A try to answer what is not the caller's to answer. */
export function answerAsked(requestId: string): Asked {
  return { action: 'broker-answer', reason: null, particulars: { requestId } }
}

/** What the log says of an answer. */
export function answerEntry(
  entryId: string,
  caller: Caller,
  { request, childId }: Task,
  said: { outcome: BrokerOutcome; entry: Extract<Outcome, 'done' | 'refused'> },
): AppendEntry {
  return {
    ...{ entryId, caller: entryCaller(caller), action: 'broker-answer', reason: null, outcome: said.entry },
    children: [{ childId, shown: 'nothing' }],
    particulars: { requestId: request._id, outcome: said.outcome },
  }
}

/** A request as it is made. */
export function newRequest(
  _id: string,
  { personId, identity }: Pick<Caller, 'personId' | 'identity'>,
  { childId, reason, caseReference }: OpenBrokerRequest,
  authority: string | null,
): NewRequest {
  const asked = { _id, childId, authority, personId, identity, reason, caseReference }
  return { ...asked, state: 'open', outcome: null, answeredBy: null, answeredAt: null }
}

/** A request with whose it is to answer. */
export interface Task {
  request: RequestNow
  /** The child as its record is now: the one that goes on, where it was merged. */
  childId: string
  /** DfE code of the authority that is responsible now; undefined: a shield whose desk the directory has not said yet. */
  authority: string | null | undefined
  /** Of the record that was asked about, and of the one that goes on for it. */
  stances: Stance[]
}

/** Whose it is by what protects the child; of one without a shield, as the directory last said. */
export function taskOf(
  request: RequestNow,
  own: Protection | null,
  survivor: Protection | null,
  said: string | null = request.authority,
): Task {
  const childId = own?.mergedInto ?? request.childId
  const bearer = own?.mergedInto ? survivor : own
  const shown = withConsents(stanceOf(childId, bearer), bearer)
  const stances = own?.mergedInto ? [stanceOf(request.childId, own), shown] : [shown]
  return { request, childId, authority: bearer?.shield ? bearer.shield.authority : said, stances }
}

/** Whether it is for this member of a management team: of the child's desk, and never who asked, under whichever account (I8). */
export function isFor(
  { request, authority }: Task,
  caller: Pick<Caller, 'identity' | 'authority'>,
  desks: readonly Desk[],
): boolean {
  return request.identity !== caller.identity && deskOf(authority, desks) === caller.authority
}

/** Hidden items are shown as part of an open task, and of nobody whom no record shows. */
export function isShown({ request, stances }: Task): boolean {
  return request.state === 'open' && !stances.some(({ isSealed }) => isSealed)
}

/** A request as its asker sees it. @param childId the child as whoever looks knows it */
export function toRequest(request: RequestNow, childId = request.childId): BrokerRequest {
  const { _id: requestId, reason, state, outcome, askedAt, dueAt, isLate } = request
  return {
    requestId,
    childId,
    reason,
    state,
    outcome,
    askedAt: askedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    isLate,
  }
}

/** Requests as they may leave; which children they are about, the log keeps sealed. */
export function listed(items: BrokerRequest[]): Reading<BrokerRequest[]> {
  const apart = items.map(({ childId }) => ({ childId, shown: 'nothing' as const }))
  return { content: items, outcome: 'shown', children: [], apart, stances: [] }
}

/** That it is asked; nothing of the child leaves by it. */
export function askedOf(stance: Stance, authority: string | null): Reading<{ authority: string | null }> {
  const children = [{ childId: stance.childId, shown: 'nothing' as const }]
  return { content: { authority }, outcome: 'done', children, stances: [stance] }
}

/** A task as it may leave, with everybody who works with the child. */
export function taskShown(
  { request, childId, stances }: Task,
  { items }: InvolvementsListed,
  asker: ContactCard | null,
): Reading<Omit<BrokerTask, 'receipt' | 'budget'>> {
  const { caseReference } = request
  const content = { ...toRequest(request, childId), caseReference, asker, involvements: items }
  return { content, outcome: 'shown', children: [{ childId, shown: 'full' }], stances }
}

/** What is said of a request that somebody has answered already. */
export function currentOf({ state }: Pick<StoredRequest, 'state'>): FaultCurrent {
  return { state, version: state === 'open' ? 1 : 2 }
}
