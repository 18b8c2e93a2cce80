import { foldName } from '@contactpoint/text'
import { decideRows, weighRows, type KnownRecord, type RowDecision, type RowToDecide } from '../engine/decide-rows.ts'
import { exactKeyOf } from '../linking-rule.ts'
import type { Model } from '../model/model.ts'
import { traitsOf } from '../traits.ts'
import { carerBits } from './carers-in-common.ts'
import { CHILD_FIELDS } from './child-fields.ts'
import { childTexts, textsByFamily, type ComparedChild } from './child-texts.ts'

/** A row, and the children whom it may be about. */
export interface ChildRow {
  readonly row: ComparedChild
  readonly candidates: readonly ChildCandidate[]
}

export interface ChildCandidate {
  readonly childId: string
  readonly record: ComparedChild
  /** The row's source has another record of the child. */
  readonly isOfSource: boolean
  /** A brother or sister has moved from where the record says that the child lives to where the row does. */
  readonly movedTogether?: boolean
}

/** A row may be of any child of the country, however few a directory holds yet: one in twelve million (ONS, under eighteen in England). */
const PRIOR = 1 / 12_000_000

/** Bits from which nobody is asked: of pairs at this very point one in a thousand would be two children. */
const JOIN = 10
/** Bits below which it is somebody else. */
const SPLIT = -4

/**
 * What it says that a brother or sister moved between the same two homes. Two families of whom two children each have one name and birth date, and who
 * live at these two homes, are not in the country; counted less than that, as somebody may have written down for one child what was said of another.
 */
const MOVED_TOGETHER_BITS = 15

/**
 * Whom rows are about, by the trained engine and its rules.
 *
 * @param model of `CHILD_FIELDS`
 * @param today `YYYY-MM-DD`
 * @returns one decision a row
 */
export function decideChildren(rows: readonly ChildRow[], model: Model, today: string): RowDecision[] {
  return decideRows(CHILD_FIELDS, rows.map(toDecide), { ...model, prior: PRIOR }, { today, join: JOIN, split: SPLIT })
}

/** Ids of the candidates who may be whom a row is about, whatever speaks against it: a person decides. */
export function fittingChildren(row: ChildRow, model: Model, today: string): Set<string> {
  const [weighed = []] = weighRows(CHILD_FIELDS, [toDecide(row)], { ...model, prior: PRIOR }, { today })
  return new Set(weighed.filter(({ weight }) => weight >= SPLIT).map(({ id }) => id))
}

function toDecide({ row, candidates }: ChildRow): RowToDecide {
  return { texts: childTexts(row), candidates: candidates.flatMap((one) => knownAs(row, one)) }
}

function knownAs(row: ComparedChild, candidate: ChildCandidate): KnownRecord[] {
  const { childId, record, isOfSource, movedTogether = false } = candidate
  const isTwice = isOfSource && !isSurely(row, record)
  const inCommon = (): number => carerBits(row, record) + (movedTogether ? MOVED_TOGETHER_BITS : 0)
  const beyond = (): number => (isTwice || !isCalledSo(row, record) ? 0 : inCommon())
  return textsByFamily(record).map((texts) => ({ id: childId, texts, isTwice, beyond }))
}

/** First name and birth date are the very same: twins have their carers and homes in common, and names that may be forms of one. */
function isCalledSo(row: ComparedChild, record: ComparedChild): boolean {
  const [one, other] = [row, record].map(({ name }) => foldName(name.given[0] ?? ''))
  return one === other && row.dateOfBirth === record.dateOfBirth
}

/** Name, birth date and home are the same, or a number is: a child of two schools. */
function isSurely(row: ComparedChild, record: ComparedChild): boolean {
  const [key, numbers] = [exactKeyOf(row), new Set(traitsOf(row).identifiers)]
  return (key !== null && key === exactKeyOf(record)) || traitsOf(record).identifiers.some((one) => numbers.has(one))
}
