import type { OpenKind } from '../score/open-kinds.ts'

/**
 * Of a hundred thousand pairs of records of one child, so many are written down in this way, in either record. From the
 * offices that bench/linkage is made after (`england-feeds.ts`): short forms 4 %, a slip of the finger or of the ear
 * 3.3 %, called by the middle name 1.5 %, an initial .9 %, a birth date that is out by its month .4 %, moved 10 % or more, and 5 % of these under another form.
 */
const ONE_CHILD: Readonly<Record<OpenKind, number>> = {
  ...{
    variant: 4_000,
    slip: 3_500,
    initial: 900,
    part: 500,
    middle: 1_500,
    'two-slips': 30,
    date: 400,
    moved: 10_000,
    'moved-renamed': 500,
  },
}

/**
 * Of a hundred thousand children, so many have a twin, a brother or sister, or a stranger elsewhere who would look like
 * that beside them. Three in a hundred children are twins (ONS, births: 1.5 % of maternities); that one pair of twins in
 * a hundred has two forms of one name is more than any count of names shows (drawn blindly, one in 500), since parents
 * choose alike. One child in 500 has the name and birthday of another.
 */
const OTHER_CHILD: Readonly<Record<OpenKind, number>> = {
  ...{
    variant: 30,
    slip: 15,
    initial: 6,
    part: 15,
    middle: 7.5,
    'two-slips': 0.2,
    date: 1,
    moved: 200,
    'moved-renamed': 200,
  },
}
const OF_CHILDREN = 100_000

/** What is stated above counts as much as so many children counted in the list at hand. */
const STATED_AS = 10_000

/** Evidence in bits from which a question is settled: one wrong answer in four thousand. */
export const SURE = 12

/**
 * A stranger at another home may be from outside the lists, however few are missing from them otherwise: one in eight
 * counts as missing.
 */
const LEAST_ABSENCE: Partial<Record<OpenKind, number>> = { moved: 1 / 8, 'moved-renamed': 1 / 8 }

/** That another child of the first home moved to the same second home happens by chance in one pair of thousands. */
export const MOVED_TOGETHER = 10

/** How many pairs that are surely two children look like one in each way, in a list with so many children. */
export interface KnownTwo {
  readonly children: number
  readonly pairs: ReadonlyMap<OpenKind, number>
}

/**
 * *Same child* against *twin, brother, sister or stranger*, as log2 of their odds: how often one child is written down
 * like that, against how often there is another child who would be, and who has no record where one is expected.
 *
 * @param absence how often a child has no record there, above 0 to 1: where nothing is expected, 1
 */
export function bitsForOneChild(kind: OpenKind, { children, pairs }: KnownTwo, absence: number): number {
  const counted = 2 * (pairs.get(kind) ?? 0)
  const others = (counted + (OTHER_CHILD[kind] / OF_CHILDREN) * STATED_AS) / (children + STATED_AS)
  return Math.log2(ONE_CHILD[kind] / OF_CHILDREN / (others * Math.max(absence, LEAST_ABSENCE[kind] ?? 0)))
}

/** The share of records for which nothing was found, never quite 0: what a short list does not show may yet be. */
export function absenceOf(without: number, all: number): number {
  return (without + 1) / (all + 2)
}
