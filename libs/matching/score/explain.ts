import { codeNames } from '../compare/codes.ts'
import { EXACT } from '../compare/level-cache.ts'
import { PairComparer } from '../compare/pair-comparer.ts'
import { textOf, type Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import type { ContradictionReason } from './contradictions.ts'
import { PairScorer } from './pair-scorer.ts'
import { probabilityOf } from './scored-pairs.ts'

/** Why a pair weighs what it weighs. All weights in bits. */
export interface Explanation {
  /** Log odds that two random rows are of one person. */
  readonly prior: number
  readonly fields: readonly FieldExplanation[]
  /** The rule that stands against joining the two, and the most that it lets the pair weigh; null when there is none. */
  readonly rule: { readonly reason: ContradictionReason; readonly most: number } | null
  /** The sum, or what the rule allows. */
  readonly weight: number
  /** 0 to 1. */
  readonly probability: number
}

export interface FieldExplanation {
  readonly field: string
  /** Normalised values; empty when missing. */
  readonly left: string
  readonly right: string
  /** The comparison level, `missing` when a value is. */
  readonly level: string
  /** The field that this one leans on, when that agrees, so that the two are not counted as two. */
  readonly leansOn: string | null
  /** Of the level. */
  readonly weight: number
  /** What the values' own frequency adds or takes. */
  readonly termFrequency: number
  /** Running total, prior included. */
  readonly total: number
}

/**
 * Every field's part in the evidence that two rows are of one person.
 *
 * @param today `YYYY-MM-DD`, the day on which the rules for children are applied; default the day of the training
 * @throws RangeError when the table has no such row
 */
export function explain(table: Table, left: number, right: number, model: Model, today?: string): Explanation {
  if (!isRow(table, left) || !isRow(table, right)) throw new RangeError('There is no such row to explain')
  const comparer = new PairComparer(table, model)
  const scorer = new PairScorer(table, { model, today: today ?? model.made.today }, comparer)
  const codes = new Uint8Array(comparer.width)
  comparer.compare(left, right, codes, 0)
  let total = scorer.prior
  const fields = table.columns.map((column, i): FieldExplanation => {
    const code = codes[i]!
    const [a, b] = [column.ids[left]!, column.ids[right]!]
    const weights = scorer.columns[i]!
    const leansOn = codes[weights.parent] === EXACT ? table.columns[weights.parent]!.field.name : null
    const weight = weights.levelPart(code, leansOn !== null)
    const termFrequency = weights.frequencyPart(code, a, b, leansOn !== null)
    total += weight + termFrequency
    const level = codeNames(table, i)[code]!
    const texts = { left: textOf(column, a), right: textOf(column, b) }
    return { field: column.field.name, ...texts, level, leansOn, weight, termFrequency, total }
  })
  const weight = scorer.weigh(left, right)
  const rule = scorer.contradiction(left, right)
  return {
    prior: scorer.prior,
    fields,
    rule: rule ? { reason: rule.reason, most: rule.most } : null,
    weight,
    probability: probabilityOf(weight),
  }
}

/** The explanation as a table to read. */
export function explanationTable({ prior, fields, rule, weight, probability }: Explanation): string {
  const rows = [
    ['field', 'left', 'right', 'level', 'weight', 'frequency', 'total'],
    ['(prior)', '', '', '', '', '', bits(prior)],
    ...fields.map((one) => [
      one.field,
      one.left || '-',
      one.right || '-',
      one.leansOn === null ? one.level : `${one.level} (given ${one.leansOn})`,
      bits(one.weight),
      bits(one.termFrequency),
      bits(one.total),
    ]),
    ...(rule ? [['(rule)', '', '', rule.reason, '', `<= ${bits(rule.most)}`, bits(weight)]] : []),
  ]
  const widths = rows[0]!.map((_cell, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const isNumber = (i: number): boolean => i >= 4
  return [
    ...rows.map((row) =>
      row.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join('  '),
    ),
    `weight ${bits(weight)} bits, probability ${probability.toPrecision(6)}`,
  ].join('\n')
}

function bits(value: number): string {
  return value.toFixed(2)
}

function isRow({ rows }: Table, row: number): boolean {
  return Number.isInteger(row) && row >= 0 && row < rows
}
