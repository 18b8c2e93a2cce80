import { foldName } from '@contactpoint/text'
import type { FamilyName } from '../fields/family-name.ts'
import type { GivenName } from '../fields/given-name.ts'
import type { MatchRecord } from '../traits.ts'
import { nameShare } from './name-shares.ts'
import { dateBits, dayOf, type Day } from './near-dates.ts'
import { familyNames, givenNames, rarity, type NearName } from './near-names.ts'

/** What is shown of a child whose record is shielded, and what of another record is held against it. */
export interface ShownItems {
  /** The first given name. */
  readonly given: NearName<GivenName>
  /** The others, folded. */
  readonly middle: readonly string[]
  /** The current name first; former ones only where they are shown. */
  readonly families: readonly NearName<FamilyName>[]
  readonly born: Day
  readonly gender: string
}

/** Evidence that two records are of one child, in bits: how seldom two strangers agree as well, item by item. */
export interface ShownEvidence {
  readonly given: number
  readonly date: number
  readonly total: number
}

const SAME_GENDER_BITS = 1

/** What speaks against it when no family name agrees: a child is renamed more seldom than two strangers have two names. */
const RENAMED_BITS = 4

/** @param withFormer whether former family names are seen too, as on a record that nothing protects */
export function shownItemsOf(record: MatchRecord & { gender: string }, withFormer: boolean): ShownItems {
  const { name, formerFamilyNames, dateOfBirth, gender } = record
  const families = [name.family, ...(withFormer ? formerFamilyNames : [])]
  return {
    given: givenNames.of(name.given[0] ?? ''),
    middle: name.given.slice(1).map(foldName),
    families: families.map((family) => familyNames.of(family)),
    born: dayOf(dateOfBirth),
    gender,
  }
}

/**
 * Nothing where given names or birth dates do not agree at all: a family name is what brothers and sisters share.
 *
 * @param shown of the restricted child: how much an agreement says depends on what is shown
 */
export function shownEvidence(shown: ShownItems, other: ShownItems): ShownEvidence {
  const date = dateBits(shown.born, other.born)
  const given = date && givenBits(shown, other)
  const exchanged = date && exchangedBits(shown, other)
  if (!given && !exchanged) return { given, date, total: 0 }
  const gender = shown.gender === other.gender ? SAME_GENDER_BITS : 0
  return {
    given: given || exchanged,
    date,
    total: date + gender + Math.max(inPlaceBits(given, shown, other), exchanged),
  }
}

/** What names say that stand where they belong. */
function inPlaceBits(given: number, shown: ShownItems, other: ShownItems): number {
  if (!given) return 0
  const bits = shown.families.flatMap((one) => other.families.map((family) => one.bits(family)))
  return given + (Math.max(...bits) || -RENAMED_BITS)
}

/**
 * What it says that given and family name stand each in the other's place, as where a form asks for the family name first: as much as
 * if they did not, or as few children as there are who have it so.
 */
function exchangedBits(shown: ShownItems, other: ShownItems): number {
  const family = shown.families[0]!
  const isGiven = other.given.folded === family.folded || other.middle.includes(family.folded)
  if (family.folded === '' || !isGiven) return 0
  const shownGiven = givenOf(shown)
  const asFamily = other.families.find(({ folded }) => shownGiven.includes(folded))
  if (!asFamily) return 0
  const own = rarity(nameShare('given', asFamily.folded)) + rarity(family.share)
  return Math.min(own, rarity(nameShare('given', family.folded)) + rarity(asFamily.share))
}

/** All given names, folded. */
export function givenOf({ given, middle }: ShownItems): string[] {
  return [given.folded, ...middle].filter((name) => name !== '')
}

/** The first names with those middle names that are equal, or one's first name among the other's middle names. */
function givenBits(shown: ShownItems, other: ShownItems): number {
  const first = shown.given.bits(other.given)
  const crossed = haveCrossed(shown, other) ? rarity(shareOfAny(shown)) : 0
  return Math.max(first && first + middleBits(shown, other), crossed)
}

function middleBits(shown: ShownItems, other: ShownItems): number {
  const equal = new Set(shown.middle.filter((name) => other.middle.includes(name)))
  return [...equal].reduce((bits, name) => bits + rarity(nameShare('middle', name)), 0)
}

function haveCrossed(shown: ShownItems, other: ShownItems): boolean {
  return shown.middle.includes(other.given.folded) || other.middle.includes(shown.given.folded)
}

/** Share of the children who have any of these names in any place. */
function shareOfAny({ given, middle }: ShownItems): number {
  const names = [given.folded, ...middle]
  return names.reduce((share, name) => share + nameShare('given', name) + nameShare('middle', name), 0)
}

/** Levels at which two family names are one: a slip of the pen, or half of a double name. */
const ONE_FAMILY = new Set(['exact', 'near', 'part'])

/** Whether they are of one family by their names, former ones included where those are seen. */
export function familyNamesAgree(a: ShownItems, b: ShownItems): boolean {
  return a.families.some((one) => b.families.some((other) => isOneFamily(one, other)))
}

function isOneFamily(a: NearName<FamilyName>, b: NearName<FamilyName>): boolean {
  return a.folded === b.folded || ONE_FAMILY.has(a.levelOf(b) ?? '')
}
