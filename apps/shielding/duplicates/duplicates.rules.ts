import { api, pathTo, type AnswerDuplicate, type Duplicate, type RecordsCompared } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { nothingFound, toBeDone, type Asked, type Reading } from '../release/release.rules.ts'
import type { DuplicatePair } from './duplicates.schema.ts'

/** A look at what waits, as the log says it. */
export const LIST_ASKED: Asked = { action: 'duplicate-list', reason: null, particulars: {} }

/** That somebody says that two records are of one child, as the log says it. */
export const NAME_ASKED: Asked = { action: 'duplicate-name', reason: null, particulars: {} }

/** A look at two records, as the log says it. */
export function viewAsked(duplicateId: string): Asked {
  return { action: 'duplicate-view', reason: null, particulars: { duplicateId } }
}

/** What somebody says of two records, as the log says it. */
export function answerAsked({ duplicateId, answer }: AnswerDuplicate): Asked {
  return { action: 'duplicate-answer', reason: null, particulars: { duplicateId, answer } }
}

/** That what was decided is taken back, as the log says it. */
export function undoAsked(duplicateId: string): Asked {
  return { action: 'duplicate-undo', reason: null, particulars: { duplicateId } }
}

/** There is no such pair, for whichever reason: one answer. */
export const NO_PAIR: Reading<never> = { content: null, outcome: 'not-found', children: [], stances: [] }

/** What waits, as it may leave: nothing of any child. */
export function pairsListed(pairs: readonly DuplicatePair[]): Reading<Duplicate[]> {
  return { content: pairs.map(toDuplicate), outcome: 'shown', children: [], stances: [] }
}

export function toDuplicate({ _id, foundBy, askedAt }: DuplicatePair): Duplicate {
  return { duplicateId: _id, foundBy, askedAt: askedAt.toISOString() }
}

/** Both records, or nothing where one of them is shielded by now. */
export function recordsShown(read: RecordsCompared, stances: ReadonlyMap<string, Stance>): Reading<RecordsCompared> {
  const both = [read.goesOn, read.other].map(({ childId }) => stances.get(childId)!)
  if (!both.every(isOpen)) return NO_PAIR
  const children = both.map(({ childId }) => ({ childId, shown: 'full' as const }))
  return { content: read, outcome: 'shown', children, stances: both }
}

/** Something that is to be done about both: of neither anything leaves by it, and a shield that comes meanwhile is seen where it is done. */
export function toBeDoneTo<Content>(shown: Reading<Content>): Reading<Content> {
  if (shown.content === null) return NO_PAIR
  const done = toBeDone(...shown.children.map(({ childId }) => childId))
  return { ...done, content: shown.content }
}

/** Of what was read of two, what the entry about one of them says. */
export function ofOne<Content>(reading: Reading<Content>, childId: string): Reading<Content> {
  if (reading.content === null) return nothingFound(childId)
  const isOf = (one: { childId: string }): boolean => one.childId === childId
  return { ...reading, children: reading.children.filter(isOf), stances: reading.stances.filter(isOf) }
}

/** Whether nothing protects the child. */
export function isOpen({ view }: Stance): boolean {
  return view === 'full'
}

/**
 * What becomes of a pair of which somebody says that both are one: whoever says so first waits for another, and nobody is that other for themselves,
 * whichever of their accounts they use.
 */
export function whenSame({ said }: Pick<DuplicatePair, 'said'>, identity: string): 'first' | 'again' | 'second' {
  if (said === null) return 'first'
  return said.identity === identity ? 'again' : 'second'
}

/** Whether what two people made one of two is so now: others may have parted them, and made one of the two part of a third. */
export function isOneStill(
  { childIds, joined }: Pick<DuplicatePair, 'childIds' | 'joined'>,
  wholes: ReadonlyMap<string, string>,
): boolean {
  return joined !== null && childIds.some((childId) => childId !== joined && childId === wholes.get(joined))
}

/** Words for whoever is refused because of a pair of which somebody has said that they are two. */
export function saidToBeTwo({ _id: duplicateId }: Pick<DuplicatePair, '_id'>): string {
  const undo = pathTo(api.duplicates.undo, { duplicateId })
  return `Somebody has said that they, or parts of them, are two: take that back first (POST ${undo})`
}
