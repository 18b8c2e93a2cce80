import { hiddenFactsOf, MOST_FACTS, type NearRecord, type Nearness } from '@contactpoint/matching'
import { SOURCES, type Tier } from '@contactpoint/contracts'
import { createHash } from 'node:crypto'
import { toMatchRecord, type Comparable } from '../children/children.rules.ts'
import type { Child, Visibility } from '../children/children.schema.ts'
import type { NearRow, RestrictedChild } from './restrictions.schema.ts'

/** So many of a household are covered at most: what more records have in common is no home. */
export const MOST_COVERED = 20

/**
 * One request for a shield makes no more records than this invisible, as many as sources that each write the child otherwise: beyond it, a name
 * and a birth date tell nobody apart.
 */
export const MOST_HIDDEN = SOURCES.length

/** Of so many that may be the child, and stay as they are, a request tells at most. */
export const MOST_TOLD = 10

/**
 * A restricted child as it is kept for the near test.
 *
 * @param before what was hidden before, and stays so
 * @param alike what records say that look like it
 */
export function toRestrictedChild(
  child: Child,
  before: readonly string[],
  alike: string[] = [],
): Omit<RestrictedChild, 'sequence' | 'counted'> {
  const { childId: _id, restricted, name, dateOfBirth, gender } = child
  const facts = keptFacts(hiddenFactsOf(toMatchRecord(child)), before)
  return { _id, restricted, name, dateOfBirth, gender, facts, alike }
}

/** All by which others around it are found. */
export function factsOf({ facts, alike }: Pick<RestrictedChild, 'facts' | 'alike'>): string[] {
  return [...facts, ...alike]
}

/** What these records would hide, in an order of its own. */
export function factsSaidBy(lookalikes: readonly Comparable[]): string[] {
  const said = lookalikes.flatMap((one) => hiddenFactsOf(toMatchRecord(one)))
  return [...new Set(said)].sort().slice(0, MOST_FACTS)
}

/**
 * What is hidden now is always kept, and of what was before the first and the last: whoever sends one carer after the other makes a
 * child forget neither where it lives nor what its shield was asked for.
 */
function keptFacts(now: readonly string[], before: readonly string[]): string[] {
  const all = [...new Set([...before, ...now])]
  const former = all.filter((fact) => !now.includes(fact))
  const half = Math.floor((MOST_FACTS - now.length) / 2)
  const forgotten = new Set(former.slice(half, Math.max(half, former.length - half)))
  return all.filter((fact) => !forgotten.has(fact))
}

/** How a child is kept in this tier: a sealed one exists for nobody, one that was is looked at as if it were new. */
export function visibilityIn({ visibility }: Pick<Child, 'visibility'>, tier: Tier = 'standard'): Visibility {
  if (tier === 'sealed') return 'sealed'
  return visibility === 'sealed' ? 'hidden' : visibility
}

/** The child by what a shield or a cover leaves visible. */
export function shownRecord({ name, dateOfBirth, gender }: Pick<Child, 'name' | 'dateOfBirth' | 'gender'>): NearRecord {
  return { name, dateOfBirth, gender, formerFamilyNames: [], address: null, identifiers: [], carers: [] }
}

/** The nearest first: what agrees with something hidden, then what is most alike by what is shown. */
export function nearestFirst(a: { nearness: Nearness }, b: { nearness: Nearness }): number {
  return b.nearness.facts.length - a.nearness.facts.length || b.nearness.bits - a.nearness.bits
}

/** Whether something changed that the near test looks at. */
export function isSeenOtherwise(before: Comparable, after: Comparable): boolean {
  return seenOf(before) !== seenOf(after)
}

/**
 * Whether people have decided what a row says, of the record as it is now: it has nothing else in common with the restricted child than they knew of. What
 * that child hides may have changed since, as when it has moved to where the other lives. That it gets a shield of its own holds as long as it has one.
 *
 * @param common kinds that they have in common now
 */
export function isDecided(
  row: Pick<NearRow, 'state' | 'seen' | 'common'> | undefined,
  child: Comparable & Pick<Child, 'restricted'>,
  common: NearRow['common'],
): boolean {
  if (!row || row.state === 'open' || row.seen !== seenOf(child)) return false
  if (row.state === 'shield' && !child.restricted) return false
  return common.every((kind) => row.common.includes(kind))
}

/** What the near test sees of a record, hashed. */
export function seenOf({ name, formerNames, dateOfBirth, gender, address, identifiers, carers }: Comparable): string {
  const seen = [
    [name.given, name.family, formerNames.map(({ family }) => family)],
    [dateOfBirth, gender, address?.postcode ?? null],
    identifiers.map(({ scheme, value }) => [scheme, value]),
    carers.map((carer) => [carer.name.given, carer.name.family, carer.phone]),
  ]
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url')
}
