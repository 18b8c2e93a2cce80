import { foldName } from '@contactpoint/text'
import type { Comparator } from '../fields/comparator.ts'
import { familyName, type FamilyName } from '../fields/family-name.ts'
import { givenName, type GivenName } from '../fields/given-name.ts'
import type { MatchRecord } from '../traits.ts'
import { nameShare } from './name-shares.ts'
import { dateBits, dayOf, type Day } from './near-dates.ts'

/** What is shown of a child whose record is shielded, and what of another record is held against it. */
export interface ShownItems {
  readonly given: ComparableName<GivenName>
  /** The current name first; former ones only where they are shown. */
  readonly families: readonly ComparableName<FamilyName>[]
  readonly born: Day
  readonly gender: string
}

interface ComparableName<Value> {
  readonly folded: string
  /** As the matching model compares it; null for what it takes for no name, such as Baby. */
  readonly prepared: Value | null
  /** How seldom a stranger has it, in bits. */
  readonly rarity: number
}

/** Evidence that two records are of one child, in bits: how seldom two strangers agree as well, item by item. */
export interface ShownEvidence {
  readonly given: number
  readonly date: number
  readonly total: number
}

/**
 * What two strangers' names are worth in bits when they are at least so near; measured over three million pairs of a synthetic
 * England. Equal names, and those of which one leaves middle names out, are worth their rarity; nothing is worth more.
 */
const GIVEN_BITS = { variant: 8.2, near: 7.9, part: 13, initial: 7.6, similar: 6.8 }
const FAMILY_BITS = { near: 8.9, part: 8.8, phonetic: 8.7, similar: 7.8 }
const SAME_GENDER_BITS = 1

/** @param withFormer whether former family names are seen too, as on a record that nothing protects */
export function shownItemsOf(record: MatchRecord & { gender: string }, withFormer: boolean): ShownItems {
  const { name, formerFamilyNames, dateOfBirth, gender } = record
  const families = [name.family, ...(withFormer ? formerFamilyNames : [])]
  return {
    given: comparable(givenName, name.given.join(' '), nameShare('given', name.given[0] ?? '')),
    families: families.map((family) => comparable(familyName, family, nameShare('family', family))),
    born: dayOf(dateOfBirth),
    gender,
  }
}

/** Nothing where given names or birth dates do not agree at all: a family name is what brothers and sisters share. */
export function shownEvidence(a: ShownItems, b: ShownItems): ShownEvidence {
  const date = dateBits(a.born, b.born)
  const given = date && nameBits(givenName, GIVEN_BITS, a.given, b.given)
  if (!given) return { given, date, total: 0 }
  const families = a.families.flatMap((one) => b.families.map((other) => nameBits(familyName, FAMILY_BITS, one, other)))
  const gender = a.gender === b.gender ? SAME_GENDER_BITS : 0
  return { given, date, total: given + date + gender + Math.max(...families) }
}

/** Levels at which two family names are one: a slip of the pen, or half of a double name. */
const ONE_FAMILY = new Set(['exact', 'near', 'part'])

/** Whether they are of one family by their names, former ones included where those are seen. */
export function familyNamesAgree(a: ShownItems, b: ShownItems): boolean {
  return a.families.some((one) => b.families.some((other) => isOneFamily(one, other)))
}

function isOneFamily(a: ComparableName<FamilyName>, b: ComparableName<FamilyName>): boolean {
  if (a.folded === b.folded) return true
  if (a.prepared === null || b.prepared === null) return false
  return ONE_FAMILY.has(familyName.levels[familyName.compare(a.prepared, b.prepared)]!)
}

function comparable<Value>(comparator: Comparator<Value>, text: string, share: number): ComparableName<Value> {
  return { folded: foldName(text), prepared: comparator.prepare(text), rarity: -Math.log2(share) }
}

function nameBits<Value>(
  comparator: Comparator<Value>,
  bits: Readonly<Record<string, number>>,
  a: ComparableName<Value>,
  b: ComparableName<Value>,
): number {
  const rarity = Math.min(a.rarity, b.rarity)
  if (a.folded === b.folded) return rarity
  if (a.prepared === null || b.prepared === null) return 0
  const level = comparator.levels[comparator.compare(a.prepared, b.prepared)]!
  return level === 'exact' ? rarity : Math.min(rarity, bits[level] ?? 0)
}
