import { codeNames } from '../compare/codes.ts'
import { MISSING } from '../compare/level-cache.ts'
import type { FieldType } from '../fields/field.ts'
import type { Column, Table } from '../fields/table.ts'

/** Why a machine must not join two records by what they say alone. */
export type ContradictionReason =
  'conflicting-identifier' | 'possible-twins' | 'possible-siblings' | 'possible-relatives' | 'name-and-birth-date-only'

export interface Contradiction {
  readonly reason: ContradictionReason
  /** The pair's evidence counts as this many bits at most. */
  readonly most: number
  /** True when the two may not be in one cluster, whatever the other records of the cluster say. */
  readonly isFinal: boolean
}

/** Even odds: a person looks at it. */
const ASK = 0
/** Plainly two people: nobody needs to look. */
const DIFFERENT = -12

/** A pair that weighs no more, in bits, is the same with and without the rules. */
export const LEAST_CAPPED = DIFFERENT

const TWINS: Contradiction = { reason: 'possible-twins', most: ASK, isFinal: true }
const SIBLINGS: Contradiction = { reason: 'possible-siblings', most: ASK, isFinal: true }
const PLAIN_SIBLINGS: Contradiction = { ...SIBLINGS, most: DIFFERENT }
const RELATIVES: Contradiction = { reason: 'possible-relatives', most: ASK, isFinal: false }
const NOTHING_BEYOND: Contradiction = { reason: 'name-and-birth-date-only', most: ASK, isFinal: false }
const TWO_NUMBERS: Contradiction = { reason: 'conflicting-identifier', most: ASK, isFinal: true }
const PLAINLY_TWO: Contradiction = { ...TWO_NUMBERS, most: DIFFERENT }

/** Levels at which two given names are two names; `-common`: alike, but each is a name in its own right. */
const OTHER_NAME = ['similar', 'different', 'variant-common', 'near-common', 'similar-common']
/** Among older people a look-alike is taken for a slip of the pen. */
const PLAINLY_OTHER_NAME = ['different']
/** Levels at which a given name alone does not tell brothers and sisters apart. */
const VAGUE_NAME = ['missing', 'variant', 'near', 'part', 'initial', 'swapped']
const SAME_FAMILY = ['exact', 'near', 'near-common', 'part', 'phonetic', 'swapped']
const CLOSE_DATE = ['missing', 'exact', 'swapped', 'digit']
/** What the people of one household have in common, and from which level on. */
const HOUSEHOLD: Partial<Record<FieldType, readonly string[]>> = {
  postcode: ['exact', 'near'],
  address: ['exact', 'near'],
  phone: ['exact', 'near'],
}
/** A child's phone is a carer's, which a household shares; an older person's is their own. */
const PLACES: Partial<Record<FieldType, readonly string[]>> = {
  postcode: HOUSEHOLD.postcode!,
  address: HOUSEHOLD.address!,
}
/** Agreement on one of these is more than agreement on name and birth date. */
const BEYOND: Partial<Record<FieldType, readonly string[]>> = {
  postcode: ['exact', 'near', 'sector'],
  address: ['exact', 'near', 'same-street'],
  phone: ['exact', 'near'],
  email: ['exact', 'near', 'local-part'],
}

/** Twins live together until they are about so old; older people of one name, birth date and address are one person. */
const CHILD_UNTIL_YEARS = 26

/**
 * The declared rules above the model. Children of one family agree in nearly everything that a model counts as
 * evidence, so evidence alone would merge them. Agreement on an identifier lifts all but the first:
 *
 * - conflicting identifier: valid numbers of one national scheme on both sides, and different;
 * - possible twins: children with one family name or household and one birth date, and given names that differ, are two
 *   spellings of which each is a name of its own (twins are called Mohammad and Muhammad), or are not known;
 * - possible siblings: children of one household with given names that differ or are not known, or vague given names and
 *   birth dates that differ; plainly siblings when both names and dates differ;
 * - possible relatives: older people with one family name and household, and given names that differ; other records may
 *   outweigh it;
 * - name and birth date only: children whose places and phones are known on both sides and none of them agrees; other
 *   records may outweigh it.
 *
 * Sources: domain.md AC-12; the twins guard of HMPPS person-match (anchors.md A7).
 */
export class Contradictions {
  private readonly given: FieldCodes
  private readonly family: FieldCodes
  private readonly unnamed: FieldCodes
  /** The given name first. */
  private readonly swapped: readonly FieldCodes[]
  private readonly birthDate: FieldCodes
  private readonly sameDay: FieldCodes
  private readonly plainlyOther: FieldCodes
  private readonly vague: FieldCodes
  private readonly household: readonly FieldCodes[]
  private readonly places: readonly FieldCodes[]
  private readonly beyond: readonly FieldCodes[]
  private readonly identifiers: readonly FieldCodes[]
  private readonly trusted: readonly FieldCodes[]
  private readonly isChild: (left: number, right: number) => boolean
  private readonly applies: boolean

  /** @param today `YYYY-MM-DD`: who is a child on that day */
  constructor(table: Table, today: string) {
    const one = (type: FieldType, levels: readonly string[]): FieldCodes =>
      codesWhere(table, (column) => column.field.type === type, levels)[0] ?? NOWHERE
    this.given = one('given-name', OTHER_NAME)
    this.plainlyOther = one('given-name', PLAINLY_OTHER_NAME)
    this.vague = one('given-name', VAGUE_NAME)
    this.family = one('family-name', SAME_FAMILY)
    this.unnamed = one('given-name', ['missing'])
    this.swapped = (['given-name', 'middle-name', 'family-name'] as const).map((type) => one(type, ['swapped']))
    this.birthDate = one('date-of-birth', CLOSE_DATE)
    this.sameDay = one('date-of-birth', ['exact'])
    this.household = codesByType(table, HOUSEHOLD)
    this.places = codesByType(table, PLACES)
    this.beyond = codesByType(table, BEYOND)
    this.identifiers = codesWhere(table, ({ field }) => field.type === 'identifier', ['exact'])
    this.trusted = codesWhere(table, isTrusted, ['different'])
    this.isChild = childTest(table.columns[this.birthDate.index], today)
    this.applies = this.given !== NOWHERE && this.family !== NOWHERE
  }

  /** @param codes of the pair, from `offset` */
  of(left: number, right: number, codes: Uint8Array, offset: number): Contradiction | null {
    const holds = ({ index, codes: wanted }: FieldCodes): boolean => wanted.has(codes[offset + index]!)
    const isOther = holds(this.given)
    const isOtherDay = this.birthDate !== NOWHERE && !holds(this.birthDate)
    const isPlainlyOther = holds(this.plainlyOther)
    if (this.trusted.some(holds)) return isPlainlyOther || isOtherDay ? PLAINLY_TWO : TWO_NUMBERS
    if (!this.applies || this.identifiers.some(holds)) return null
    const isFamily = holds(this.family)
    const isTogether = this.household.some(holds)
    if (!isFamily && !isTogether) return null
    const isChild = this.isChild(left, right)
    const isOpen = isOther || holds(this.unnamed)
    if (holds(this.sameDay)) {
      if (isChild && (isOpen || this.isKnownByMiddleName(holds))) return TWINS
    } else if (isChild && isTogether) {
      if (isPlainlyOther && isOtherDay) return PLAIN_SIBLINGS
      if (isOpen || (isOtherDay && holds(this.vague))) return SIBLINGS
    } else if (isFamily && isPlainlyOther && this.places.some(holds)) return RELATIVES
    const isKnown = this.beyond.some(({ index }) => codes[offset + index] !== MISSING)
    return isChild && isKnown && !this.beyond.some(holds) ? NOTHING_BEYOND : null
  }

  /** One's given name is the other's middle name, and nothing more is known: a child, or two brothers, one named so too. */
  private isKnownByMiddleName(holds: (field: FieldCodes) => boolean): boolean {
    const [given, ...others] = this.swapped
    return given !== undefined && holds(given) && !others.some(holds)
  }
}

interface FieldCodes {
  readonly index: number
  readonly codes: ReadonlySet<number>
}

const NOWHERE: FieldCodes = { index: -1, codes: new Set() }

function isTrusted({ field }: Column): boolean {
  return field.type === 'identifier' && (field.scheme ?? 'other') !== 'other'
}

function codesByType(table: Table, levels: Partial<Record<FieldType, readonly string[]>>): FieldCodes[] {
  return Object.entries(levels).flatMap(([type, names]) =>
    codesWhere(table, (column) => column.field.type === type, names),
  )
}

function codesWhere(table: Table, isWanted: (column: Column) => boolean, levels: readonly string[]): FieldCodes[] {
  return table.columns.flatMap((column, index) => {
    if (!isWanted(column)) return []
    const names = codeNames(table, index)
    return [{ index, codes: new Set(levels.map((level) => names.indexOf(level)).filter((code) => code >= 0)) }]
  })
}

/** True when one of the two was born in the last 26 years; false where no birth date is known. */
function childTest(column: Column | undefined, today: string): (left: number, right: number) => boolean {
  if (!column) return () => false
  const born = `${Number(today.slice(0, 4)) - CHILD_UNTIL_YEARS}${today.slice(5, 7)}${today.slice(8, 10)}`
  const isYoung = (row: number): boolean => column.texts[column.ids[row]!]! >= born
  return (left, right) => isYoung(left) || isYoung(right)
}
