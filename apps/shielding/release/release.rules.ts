import type { Caller } from '@contactpoint/bus'
import {
  entryCaller,
  isChildId,
  type Action,
  type AppendEntry,
  type Asker,
  type EntryChild,
  type Outcome,
  type Signal,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'

/** Something that somebody asks to be shown, as the log will say it. */
export interface Asked {
  action: Action
  /** Why; null where nobody is asked for a reason. */
  reason: string | null
  /** What of the question the log keeps sealed. */
  particulars: Record<string, unknown>
  /** For whom, who is on the telephone: what is seen counts for both. */
  asker?: Asker
  /** What asking costs of the caller's budget, beside the children of the answer. */
  costs?: number
}

/** The same, under the policy whose version the entry names. */
export interface AskedUnder extends Asked {
  policy: number
}

/** What was read for an answer: what would leave, what of which child that shows, and under which stances that is allowed. */
export interface Reading<Content> {
  /** Null: there is nothing to show, and the asker gets the one answer for that. */
  content: Content | null
  outcome: Extract<Outcome, 'shown' | 'done' | 'too-many' | 'not-found'>
  children: EntryChild[]
  /** Of which it is also, though nobody who reads the log may learn that they belong together: the log keeps these sealed. */
  apart?: EntryChild[]
  /** What the log says beside it, where more is shown than to others. */
  because?: Record<string, unknown>
  /** What it has in common with whoever asked. */
  signals?: Signal[]
  /** The same of whoever it was asked for. */
  askerSignals?: Signal[]
  /** Of every child that is shown. */
  stances: Stance[]
}

/** There is nothing to show, for whichever reason: one answer. A text that is no child's id is not kept: it may be anything. */
export function nothingFound(childId: string): Reading<never> {
  const children = isChildId(childId) ? [{ childId, shown: 'nothing' as const }] : []
  return { content: null, outcome: 'not-found', children, stances: [] }
}

/** That something is about to be done, recorded before it is: nothing of these children leaves by it, and no stance of theirs can hold it up. */
export function toBeDone(...childIds: string[]): Reading<true> {
  const children = childIds.map((childId) => ({ childId, shown: 'nothing' as const }))
  return { content: true, outcome: 'done', children, stances: [] }
}

/** What the log says of an answer before it leaves: what was authorised, not what arrived. */
export function readingEntry<Content>(
  entryId: string,
  caller: Caller,
  asked: AskedUnder,
  { outcome, children, apart, because, signals = [], askerSignals = [] }: Omit<Reading<Content>, 'content' | 'stances'>,
): AppendEntry {
  const particulars = { ...asked.particulars, ...because, ...(apart && { apart }) }
  const said = { entryId, caller: entryCaller(caller), ...saidOf(asked), particulars, outcome, children }
  return {
    ...said,
    ...(signals.length > 0 && { signals }),
    ...(askerSignals.length > 0 && { askerSignals }),
  }
}

/** The answer of this reading did not leave: a shield or the policy changed meanwhile, or it was more than somebody may see. @param over whose budget, if any */
export function withheldEntry<Content>(
  entryId: string,
  caller: Caller,
  asked: AskedUnder,
  { children }: Pick<Reading<Content>, 'children'>,
  over: 'caller' | 'asker' | null,
): AppendEntry {
  const hidden = children.map(({ childId }) => ({ childId, shown: 'nothing' as const }))
  return {
    entryId,
    caller: entryCaller(caller),
    ...saidOf(asked),
    outcome: 'withheld',
    children: hidden,
    ...(over !== null && { [over === 'caller' ? 'signals' : 'askerSignals']: ['over-budget'] }),
  }
}

function saidOf({
  asker,
  action,
  reason,
  particulars,
  policy,
}: AskedUnder): Pick<AppendEntry, 'asker' | 'action' | 'reason' | 'particulars' | 'policy'> {
  return { ...(asker && { asker: entryCaller(asker) }), action, reason, particulars, policy }
}
