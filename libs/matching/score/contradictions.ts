import type { FieldType } from '../fields/field.ts'
import { textOf, type Column, type Table } from '../fields/table.ts'
import { codesByType, codesOf, codesWhere, NOWHERE, type FieldCodes } from './field-codes.ts'
import {
  isOpenName,
  isAmong,
  mayBeTwins,
  nameCodes,
  shareFirstNameOnly,
  type Holds,
  type NameCodes,
} from './name-codes.ts'

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
const PLAIN_TWINS: Contradiction = { ...TWINS, most: DIFFERENT }
const PLAIN_SIBLINGS: Contradiction = { ...SIBLINGS, most: DIFFERENT }
const RELATIVES: Contradiction = { reason: 'possible-relatives', most: ASK, isFinal: false }
const NOTHING_BEYOND: Contradiction = { reason: 'name-and-birth-date-only', most: ASK, isFinal: false }
const TWO_NUMBERS: Contradiction = { reason: 'conflicting-identifier', most: ASK, isFinal: true }
const PLAINLY_TWO: Contradiction = { ...TWO_NUMBERS, most: DIFFERENT }

const CLOSE_DATE = ['missing', 'exact', 'swapped', 'digit']
/** Birth dates that no slip of the pen makes of one another. */
const FAR_DATE = ['two-parts', 'two-digits', 'same-year', 'different']
/** So far apart that not even two slips make one of the other. */
const PLAINLY_OTHER_DATE = ['same-year', 'different']
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
  address: ['exact', 'near'],
  phone: ['exact', 'near'],
  email: ['exact', 'near', 'local-part'],
}

/** Agreement on one of these outweighs another family name: a neighbour's child may have one's given name and birthday. */
const PROOF: Partial<Record<FieldType, readonly string[]>> = { ...BEYOND, postcode: ['exact'] }

/** Twins live together until they are about so old; older people of one name, birth date and address are one person. */
const CHILD_UNTIL_YEARS = 26
/** Where so many of those with a birth date are children, those without may be. */
const LIST_OF_CHILDREN = 0.1
const ROWS_ASKED = 5000

/**
 * The declared rules above the model. Children of one family agree in nearly everything that a model counts as
 * evidence, so evidence alone would merge them. Agreement on an identifier lifts all but the first, unless the given
 * names are two: a twin's or brother's number is written on a row now and then, so that is a question.
 *
 * - conflicting identifier: valid numbers of one national scheme on both sides, and different; plainly two when names,
 *   birth dates or homes differ too;
 * - possible twins: children with one family name or household and one birth date, and given names that differ, are two
 *   spellings, a part or a short form (twins are called Mohammad and Muhammad) and have not one middle name, are one
 *   letter, are the first and the middle name exchanged (Ella Grace, Grace Ella), or are not known; or of whom only the
 *   first name is one (Muhammad Ali, Muhammad Umar); or with other family names and genders, whose names may have been
 *   exchanged; plainly twins when given names differ, and genders or middle names too;
 * - possible siblings: children of one household with given names that differ or are not known, with birth dates that
 *   are no slip of each other whatever they are called, or with vague given names and not one birth date; plainly
 *   siblings when both names and dates differ, or the dates so far that two slips do not make one of the other;
 * - possible relatives: older people with one family name and household, and given names that differ; other records may
 *   outweigh it;
 * - name and birth date only: children who both say where they live or how they are reached, and none of it agrees, or
 *   whose family names differ and hardly any of it is known to agree; an address counts only in one postcode; other
 *   records may outweigh it.
 *
 * Who has no birth date counts as a child where every tenth is one. A list with whole names only, or none, knows less,
 * and asks more: any other spelling of a whole name is another name, and children without names are never told apart.
 *
 * Sources: domain.md AC-12; the twins guard of HMPPS person-match (anchors.md A7).
 */
export class Contradictions {
  private readonly columns: readonly Column[]
  private readonly names: NameCodes
  private readonly birthDate: FieldCodes
  private readonly sameDay: FieldCodes
  private readonly farDate: FieldCodes
  private readonly plainlyOtherDate: FieldCodes
  private readonly household: readonly FieldCodes[]
  private readonly places: readonly FieldCodes[]
  private readonly beyond: readonly FieldCodes[]
  private readonly proof: readonly FieldCodes[]
  private readonly otherPostcode: FieldCodes
  private readonly otherGender: FieldCodes
  private readonly identifiers: readonly FieldCodes[]
  private readonly trusted: readonly FieldCodes[]
  private readonly isChild: (left: number, right: number) => boolean
  private readonly middleName: (row: number) => string
  private readonly givenName: (row: number) => string
  private readonly familyName: (row: number) => string

  /** @param today `YYYY-MM-DD`: who is a child on that day */
  constructor(table: Table, today: string) {
    this.columns = table.columns
    this.names = nameCodes(table)
    this.birthDate = codesOf(table, 'date-of-birth', CLOSE_DATE)
    this.sameDay = codesOf(table, 'date-of-birth', ['exact'])
    this.farDate = codesOf(table, 'date-of-birth', FAR_DATE)
    this.plainlyOtherDate = codesOf(table, 'date-of-birth', PLAINLY_OTHER_DATE)
    this.household = codesByType(table, HOUSEHOLD)
    this.places = codesByType(table, PLACES)
    this.beyond = codesByType(table, BEYOND)
    this.proof = codesByType(table, PROOF)
    this.otherPostcode = codesOf(table, 'postcode', ['different'])
    this.otherGender = codesOf(table, 'gender', ['different'])
    this.identifiers = codesWhere(table, ({ field }) => field.type === 'identifier', ['exact'])
    this.trusted = codesWhere(table, isTrusted, ['different'])
    this.middleName = textsOf(table.columns[this.names.oneMiddle.index])
    this.givenName = textsOf(table.columns[this.names.sameGiven.index])
    this.familyName = textsOf(table.columns[this.names.swappedFamily.index])
    this.isChild = childTest(table.columns[this.birthDate.index], today)
  }

  /** @param codes of the pair, from `offset` */
  of(left: number, right: number, codes: Uint8Array, offset: number): Contradiction | null {
    const holds: Holds = ({ index, codes: wanted }) => wanted.has(codes[offset + index]!)
    const isOtherDay = this.birthDate !== NOWHERE && !holds(this.birthDate)
    const isPlainlyOther = holds(this.names.plainlyOther)
    const isElsewhere = this.saysWhere(left) && this.saysWhere(right) && !this.beyond.some(holds)
    if (this.trusted.some(holds)) return isPlainlyOther || isOtherDay || isElsewhere ? PLAINLY_TWO : TWO_NUMBERS
    const isChild = this.isChild(left, right)
    const isNamesake = isChild && this.areNamesakes(left, right, holds)
    if (this.identifiers.some(holds)) {
      if (!isChild || !(isNamesake || holds(this.names.plainlyTwo))) return null
      return holds(this.sameDay) ? TWINS : SIBLINGS
    }
    const isFamily = holds(this.names.family)
    // There is a High Street in every town.
    const agrees: Holds = (field) => holds(field) && !(this.isAddress(field) && holds(this.otherPostcode))
    const isTogether = this.household.some(agrees)
    if (!isFamily && !this.proof.some(agrees)) return isChild ? NOTHING_BEYOND : null
    if (!isFamily && !isTogether) return null
    if (holds(this.sameDay)) {
      if (isChild && isPlainlyOther && this.areOtherwiseTwo(left, right, holds)) return PLAIN_TWINS
      if (isNamesake || (isChild && !isFamily && holds(this.otherGender))) return TWINS
      if (isChild && mayBeTwins(this.names, holds) && !this.haveOneMiddleName(left, holds)) return TWINS
      if (isChild && holds(this.names.swappedFamily) && !this.areExchanged(left, right)) return TWINS
    } else if (isChild && isTogether) {
      if (isPlainlyOther && isOtherDay) return PLAIN_SIBLINGS
      const isVague = isNamesake || holds(this.names.vague) || isOpenName(this.names.other, this.names, holds)
      if (isVague && holds(this.plainlyOtherDate)) return PLAIN_SIBLINGS
      if (isVague || holds(this.farDate)) return SIBLINGS
    } else if (isFamily && isPlainlyOther && this.places.some(agrees)) return RELATIVES
    const isPlaced = this.saysWhere(left) && this.saysWhere(right)
    return isChild && isPlaced && !this.beyond.some(agrees) ? NOTHING_BEYOND : null
  }

  /** Other genders, or other middle names, beside other given names of which none is the other's middle name. */
  private areOtherwiseTwo(left: number, right: number, holds: Holds): boolean {
    if (holds(this.otherGender)) return true
    const isCalledBy = (row: number, other: number): boolean => isAmong(this.givenName(row), this.middleName(other))
    return holds(this.names.otherMiddle) && !isCalledBy(left, right) && !isCalledBy(right, left)
  }

  /** One first name, as many brothers have, or one slip in it, and another name behind it: Muhammad Ali, Muhammad Umar. */
  private areNamesakes(left: number, right: number, holds: Holds): boolean {
    if (holds(this.names.sameGiven) && holds(this.names.otherMiddle)) return true
    return holds(this.names.alikeGiven) && shareFirstNameOnly(this.givenName(left), this.givenName(right))
  }

  /** Given and family name in each other's place, and not only names that look like them. */
  private areExchanged(left: number, right: number): boolean {
    const isIn = (row: number, other: number): boolean =>
      this.familyName(other)
        .split(' ')
        .some((word) => this.givenName(row).split(' ').includes(word))
    return isIn(left, right) && isIn(right, left)
  }

  private isAddress({ index }: FieldCodes): boolean {
    return this.columns[index]!.field.type === 'address'
  }

  /** True when the row has a place, a phone or an e-mail, though perhaps not one that the other has. */
  private saysWhere(row: number): boolean {
    return this.beyond.some(({ index }) => this.columns[index]!.ids[row] !== 0)
  }

  /** Two forms of one given name, and the same middle name; an initial is none. */
  private haveOneMiddleName(left: number, holds: Holds): boolean {
    const { oneGiven, oneMiddle } = this.names
    return holds(oneGiven) && holds(oneMiddle) && this.middleName(left).length > 1
  }
}

function textsOf(column: Column | undefined): (row: number) => string {
  return (row) => (column ? textOf(column, column.ids[row]!) : '')
}

function isTrusted({ field }: Column): boolean {
  return field.type === 'identifier' && (field.scheme ?? 'other') !== 'other'
}

/**
 * True when one of the two was born in the last 26 years; or when neither has a birth date, in a list in which many are
 * children. False in a list without birth dates.
 */
function childTest(column: Column | undefined, today: string): (left: number, right: number) => boolean {
  if (!column) return () => false
  const born = `${Number(today.slice(0, 4)) - CHILD_UNTIL_YEARS}${today.slice(5, 7)}${today.slice(8, 10)}`
  const bornOn = textsOf(column)
  const isOfChildren = shareOfRows(column, (date) => date >= born) >= LIST_OF_CHILDREN
  return (left, right) => {
    const [one, other] = [bornOn(left), bornOn(right)]
    return one >= born || other >= born || (isOfChildren && one === '' && other === '')
  }
}

/** Of some thousand rows with a value, evenly chosen: 0 to 1. */
function shareOfRows(column: Column, isWanted: (text: string) => boolean): number {
  const { ids } = column
  let [known, wanted] = [0, 0]
  for (let row = 0; row < ids.length; row += Math.ceil(ids.length / ROWS_ASKED)) {
    if (ids[row] === 0) continue
    known++
    if (isWanted(textOf(column, ids[row]!))) wanted++
  }
  return wanted / Math.max(1, known)
}
