import type { CarerRelationship } from './child.ts'

/**
 * How many of England's families and children are how. This is what is true of them; what registers get wrong is `errors-of-registers.ts`.
 * Shares from 0 to 1, estimates where no source is named, "about" where a source was remembered and not looked up.
 */
export const SHARES = {
  /** Births of two. About 1.5 in 100 (ONS, Birth characteristics). */
  twins: 0.015,
  /**
   * Of twins with another brother or sister of their parents: all three were born on one day. Makes about 1.5 births of three in 10,000, as there are
   * (about; ONS, Birth characteristics).
   */
  triplets: 0.02,
  /** Families that have at most one, two and three children. */
  sizes: [0.3, 0.75, 0.93, 1],
  /** A younger or elder child comes next, as likely as the other. */
  younger: 0.5,
  /** Births at weekends and over Christmas, against other days: fewer are induced (ONS, How popular is your birthday). */
  weekend: 0.84,
  christmas: 0.6,
  /** Boys among those born: 105 to 100 girls (ONS, Births in England and Wales). */
  boys: 0.512,
  /** Families whose two parents' names come from lists of two communities. */
  mixed: 0.08,
  doubleBarrelled: 0.05,
  /** Of double names: with a hyphen. */
  hyphenated: 0.85,
  /** Families with the mother's surname. */
  maternal: 0.1,
  /** Children who have had another surname. */
  renamed: 0.03,
  secondMiddleName: 0.16,
  /** Of names that may have one: with their accent. */
  accented: 0.2,
  /** Of grandparents, foster carers and the like. */
  women: 0.65,
  telephone: 0.9,
  /** Of workers of services. */
  womenAtWork: 0.8,
  /** Of the younger children where there is a step-parent: the step-parent is their own. */
  halfSiblings: 0.4,
  /**
   * Of families with such younger ones: these are the step-parent's from before, and nobody's half-brothers. Children of both come together in
   * about 4 in 100 step-families (ONS, Stepfamilies in 2011, which has 9 in 100 children in step-families).
   */
  bothBringTheirs: 0.15,
  /** Homes that are flats. About 20 in 100 (ONS, Census 2021), fewer of families. */
  flats: 0.13,
  /** Of families in flats: in the same building as the one before that lives in a flat. */
  sameBuilding: 0.3,
  /**
   * Families who moved within a year: one in eight people did (ONS, Census 2001), and 22 in 100 households are not three years in their home
   * (DLUHC, English Housing Survey 2021 to 2022).
   */
  movedInYear: 0.1,
  /** Of them: within the district, so that the school may stay the same; the rest go anywhere in England. */
  movesNear: 0.7,
  /** Families of whom no address is known. */
  noAddress: 0.003,
  /**
   * Of these: on the road. About 0.4 in 100 pupils are Gypsies, Roma or Irish Travellers (DfE, school census); a third of them live in caravans, and
   * of these one in eight where nobody has allowed it (Count of Traveller caravans), or with no post.
   */
  onTheRoad: 0.5,
  /** Children who live in children's homes: 10,818 places of 12 million (Ofsted, 31 March 2023). */
  inChildrensHomes: 0.0009,
  /** Of them: nobody of the home is written down as theirs. */
  withoutWorker: 0.3,
  /**
   * Children who live in a refuge: 24,940 in a year (MHCLG, Support in domestic abuse safe accommodation, 2023 to 2024), each for about two months.
   */
  inRefuges: 0.0004,
  /** Pupils who came to their school after the others. */
  joinedLater: 0.12,
  /** Births of three months, for each child of school age: about 150,000 and 9 million (ONS; DfE). */
  newborns: 0.017,
  /** Of those born within the weeks that the law gives for a name: with a brother or sister at school. */
  newbornSiblings: 0.5,
} as const

/** Who looks after the children of a family: of a hundred families. */
export const FAMILY_SHAPES: readonly [number, ...CarerRelationship[]][] = [
  [62, 'mother', 'father'],
  [20, 'mother'],
  [7, 'mother', 'step-parent'],
  [2.5, 'father'],
  [2, 'mother', 'grandparent'],
  [1.5, 'parent', 'parent'],
  [1.5, 'grandparent'],
  [1, 'grandparent', 'grandparent'],
  [1, 'foster-carer'],
  [1, 'guardian'],
  [0.5, 'other'],
]

/** How often a carer has the family's surname. */
export const SHARES_SURNAME: Readonly<Record<CarerRelationship, number>> = {
  mother: 0.68,
  father: 0.95,
  parent: 0.6,
  'step-parent': 0.1,
  grandparent: 0.6,
  'foster-carer': 0.01,
  guardian: 0.3,
  other: 0.2,
}

/** Where a family's names come from. Used while drawing names and then forgotten: never part of a child. */
export interface Community {
  name: string
  /** Share of the households of school children, roughly as in the school census for England. */
  share: number
  /** How many children get a name from the English list all the same. */
  english: number
  /** How many children have a middle name. */
  middle: number
}

export const GENERAL = 'general'
export const COMMUNITIES: readonly Community[] = [
  { name: GENERAL, share: 0.7, english: 1, middle: 0.75 },
  { name: 'muslim', share: 0.09, english: 0.01, middle: 0.3 },
  { name: 'indian', share: 0.05, english: 0.08, middle: 0.35 },
  { name: 'arab', share: 0.03, english: 0.03, middle: 0.4 },
  { name: 'nigerian', share: 0.028, english: 0.45, middle: 0.8 },
  { name: 'polish', share: 0.024, english: 0.35, middle: 0.25 },
  { name: 'romanian', share: 0.02, english: 0.25, middle: 0.35 },
  { name: 'ghanaian', share: 0.013, english: 0.5, middle: 0.7 },
  { name: 'chinese', share: 0.013, english: 0.6, middle: 0.45 },
  { name: 'portuguese', share: 0.01, english: 0.25, middle: 0.5 },
  { name: 'turkish', share: 0.009, english: 0.05, middle: 0.15 },
  { name: 'spanish', share: 0.007, english: 0.2, middle: 0.3 },
  { name: 'italian', share: 0.006, english: 0.3, middle: 0.3 },
]
