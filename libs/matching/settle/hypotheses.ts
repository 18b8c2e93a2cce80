import type { OpenKind } from '../score/open-kinds.ts'
import { RARE } from './namesakes.ts'

/** A kind of open question; `moved-named`: who moved under a name that tells how many strangers have it. */
export type Way = OpenKind | 'moved-named'

/**
 * As what a pair that is surely of two children counts: of strangers with a common name as many are there as are expected.
 *
 * @param strangers see {@link Namesakes}
 */
export function countedAs(kind: OpenKind, strangers: number | null): Way {
  return kind === 'moved' && strangers !== null && strangers < RARE ? 'moved-named' : kind
}

/** Of a hundred thousand pairs of one child, and of a hundred thousand children. */
interface Rates {
  /** So many pairs of records of one child are written down in this way, in either record. */
  readonly one: number
  /** So many children have a twin, a brother or sister, or a stranger elsewhere who would look like that beside them. */
  readonly other: number
  /** Counts as missing at least, 0 to 1: a stranger at another home may be from outside the lists. */
  readonly leastAbsence?: number
}

/**
 * *One* is counted in the Englands of bench/linkage, whose offices `england-feeds.ts` makes: another form of the name 2 % (4 %
 * are written down under one, but half of all names have none), one slip in it 1.75 %, called by the middle name .7 %, an
 * initial .6 %, a birth date that is out by its month .1 %, moved with nothing else in common 3.5 % (10 % or more move), and 5 %
 * of these under another form.
 *
 * *Other*: three in a hundred children are twins (ONS, births: 1.5 % of maternities). That one pair of twins in two
 * hundred has two forms of one name, and one in three hundred a letter apart of which one is nobody's name, is more than any
 * count of names shows (drawn blindly, one in 500), since parents choose alike. One child in 500 has the name and birthday of
 * another; where it is known how many strangers a name lets expect, these, and one in ten thousand.
 */
const RATES: Readonly<Record<Way, Rates>> = {
  variant: { one: 2_000, other: 15 },
  slip: { one: 1_750, other: 10 },
  initial: { one: 600, other: 6 },
  part: { one: 500, other: 15 },
  middle: { one: 700, other: 7.5 },
  'two-slips': { one: 30, other: 0.2 },
  date: { one: 100, other: 1 },
  moved: { one: 3_500, other: 200, leastAbsence: 1 / 8 },
  'moved-named': { one: 3_500, other: 10, leastAbsence: 1 / 32 },
  'moved-renamed': { one: 175, other: 200, leastAbsence: 1 / 8 },
}
const OF_CHILDREN = 100_000

/** What is stated above counts as much as so many children counted in the list at hand. */
const STATED_AS = 10_000

/** Evidence in bits from which a question is settled: one wrong answer in four thousand. */
export const SURE = 12

/** That another child of the first home moved to the same second home happens by chance in one pair of thousands. */
export const MOVED_TOGETHER = 10

/** How many pairs that are surely two children look like one in each way, in a list with so many children. */
export interface KnownTwo {
  readonly children: number
  readonly pairs: ReadonlyMap<Way, number>
}

/** What else is known of the two of whom is asked. */
export interface Circumstances {
  /** How often a child has no record where one is expected, above 0 to 1: where nothing is expected, 1. */
  readonly absence: number
  /** Of who moved, how many strangers of this name and birth date there are; null where that is not known. See {@link Namesakes}. */
  readonly strangers: number | null
}

/**
 * *Same child* against *twin, brother, sister or stranger*, as log2 of their odds: how often one child is written down
 * like that, against how often there is another child who would be, and who has no record where one is expected.
 */
export function bitsForOneChild(kind: OpenKind, known: KnownTwo, { absence, strangers }: Circumstances): number {
  const way = kind === 'moved' && strangers !== null ? 'moved-named' : kind
  const { one, leastAbsence = 0 } = RATES[way]
  const others = othersIn(way, known) + (way === 'moved-named' ? (strangers ?? 0) : 0)
  return Math.log2(one / OF_CHILDREN / (others * Math.max(absence, leastAbsence)))
}

/** Of children, the share who have such another one: as stated, corrected by those of the list. */
function othersIn(way: Way, { children, pairs }: KnownTwo): number {
  const counted = 2 * (pairs.get(way) ?? 0)
  return (counted + (RATES[way].other / OF_CHILDREN) * STATED_AS) / (children + STATED_AS)
}

/** The share of records for which nothing was found, never quite 0: what a short list does not show may yet be. */
export function absenceOf(without: number, all: number): number {
  return (without + 1) / (all + 2)
}
