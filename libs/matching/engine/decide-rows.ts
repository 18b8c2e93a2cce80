import { PairComparer } from '../compare/pair-comparer.ts'
import { MARGIN } from '../decide/agglomerate.ts'
import type { Field } from '../fields/field.ts'
import { TableBuilder } from '../fields/table-builder.ts'
import type { Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import type { UnsureReason } from './result.ts'
import { settingsFor, type MatchSettings } from './settings.ts'

/** A person whom a row might be of. */
export interface KnownRecord {
  /** Who is known in several ways, under two family names say, stands there several times. */
  readonly id: string
  /** One text a field; empty when not known. */
  readonly texts: readonly string[]
  /** The row's source already gave this very record for the person, or somebody decided so. */
  readonly isLinked?: boolean
  /** The row's source has another record for the person, and they have no number in common: it would hold them twice. */
  readonly isTwice?: boolean
  /** What else the two have in common that no field says, a carer say, in bits: it is more than name and birth date, and asked for where they are all. */
  readonly beyond?: () => number
}

/** One row of a feed and the records that blocking found for it. */
export interface RowToDecide {
  readonly texts: readonly string[]
  readonly candidates: readonly KnownRecord[]
}

export type RowDecision =
  | { readonly decision: 'same'; readonly id: string; readonly weight: number; readonly reason: SameReason }
  | { readonly decision: 'unsure'; readonly ids: readonly string[]; readonly reason: RowUnsureReason }
  | { readonly decision: 'new' }

/** Other records of a list have no say: a row comes alone. `twice-in-source`: all speaks for it but that its source has two records. */
export type RowUnsureReason = Exclude<UnsureReason, 'other-records'> | 'twice-in-source'

/** `linked`: it was so before and nothing speaks against it; `evidence`: what the records say. */
export type SameReason = 'linked' | 'evidence'

/**
 * Decides for each row of a chunk which of its candidates it is of: `same` from the join threshold on, unless a rule
 * forbids it or a second candidate is nearly as good; `unsure` down to the split threshold; else `new`. A link that
 * exists holds until the evidence falls below the split threshold or an identifier contradicts it: a link once made is
 * not unmade by a small change.
 */
export function decideRows(
  fields: readonly Field[],
  rows: readonly RowToDecide[],
  model: Model,
  given: Partial<MatchSettings> = {},
): RowDecision[] {
  const settings = settingsFor(rows.length, given)
  return weighRows(fields, rows, model, given).map((candidates) => decide(candidates, settings))
}

/** What speaks for each candidate of each row. */
export function weighRows(
  fields: readonly Field[],
  rows: readonly RowToDecide[],
  model: Model,
  given: Partial<MatchSettings> = {},
): WeighedCandidate[][] {
  const { today, join } = settingsFor(rows.length, given)
  const builder = new TableBuilder(fields)
  for (const { texts, candidates } of rows) {
    builder.add('', texts)
    for (const candidate of candidates) builder.add(candidate.id, candidate.texts)
  }
  const table = withoutCounts(builder.build())
  const scorer = new PairScorer(table, { model, today }, new PairComparer(table, model))
  let at = 0
  return rows.map(({ candidates }) => {
    const row = at
    at += 1 + candidates.length
    return candidates.map((candidate, i) => weighed(candidate, scorer, [row, row + 1 + i], join))
  })
}

/** How many rows of a chunk hold a name says nothing of how many people do: the model knows that. */
function withoutCounts(table: Table): Table {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, counts: new Uint32Array(column.counts.length) })),
  }
}

export interface WeighedCandidate {
  readonly id: string
  readonly isLinked: boolean
  readonly isTwice: boolean
  /** Bits, no more than the rules allow. */
  readonly weight: number
  readonly rule: RowUnsureReason | null
}

function weighed(
  known: KnownRecord,
  scorer: PairScorer,
  pair: [row: number, other: number],
  join: number,
): WeighedCandidate {
  const { id, isLinked = false, isTwice = false } = known
  const rule = scorer.contradiction(...pair)?.reason ?? null
  const beyond = rule === 'name-and-birth-date-only' ? (known.beyond?.() ?? 0) : 0
  const all = beyond > 0 ? scorer.evidence(...pair).all + beyond : -Infinity
  if (all >= join) return { id, isLinked, isTwice, weight: all, rule: null }
  return { id, isLinked, isTwice, weight: scorer.weigh(...pair), rule }
}

function decide(candidates: readonly WeighedCandidate[], { join, split }: MatchSettings): RowDecision {
  const linked = candidates.filter(({ isLinked }) => isLinked)
  if (linked.length > 0) return decideLinked(linked, split)
  // A source that gives two references means two people, unless everything says one.
  const least = ({ isTwice }: WeighedCandidate): number => (isTwice ? join : split)
  const open = candidates.filter((one) => one.weight >= least(one))
  const [best, ...others] = open.sort((a, b) => b.weight - a.weight)
  if (!best) return { decision: 'new' }
  const rivals = others.filter(({ id, weight }) => id !== best.id && best.weight - weight < MARGIN)
  const ids = [...new Set([best, ...rivals].map(({ id }) => id))]
  if (best.rule) return { decision: 'unsure', ids, reason: best.rule }
  if (best.weight < join) return { decision: 'unsure', ids, reason: 'between-thresholds' }
  if (rivals.length > 0) return { decision: 'unsure', ids, reason: 'several-candidates' }
  if (best.isTwice) return { decision: 'unsure', ids, reason: 'twice-in-source' }
  return { decision: 'same', id: best.id, weight: best.weight, reason: 'evidence' }
}

function decideLinked(linked: readonly WeighedCandidate[], split: number): RowDecision {
  const [only] = linked
  const ids = linked.map(({ id }) => id)
  if (!only || linked.length > 1) return { decision: 'unsure', ids, reason: 'several-candidates' }
  if (only.rule === 'conflicting-identifier') return { decision: 'unsure', ids, reason: only.rule }
  if (only.weight < split) return { decision: 'unsure', ids, reason: 'between-thresholds' }
  return { decision: 'same', id: only.id, weight: only.weight, reason: 'linked' }
}
