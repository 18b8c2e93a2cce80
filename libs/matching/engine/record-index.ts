import { sortingKeys, type KeyColumn } from '../blocking/keys.ts'
import { PairComparer } from '../compare/pair-comparer.ts'
import { comparatorOf } from '../fields/comparators.ts'
import { cellsOf } from '../fields/table-builder.ts'
import type { Column, Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import type { ContradictionReason } from '../score/contradictions.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import { bitsOfProbability, probabilityOf } from '../score/scored-pairs.ts'
import { settingsFor, type MatchSettings } from './settings.ts'

/** A record of the index that may be of the person asked for. */
export interface Candidate {
  readonly row: number
  readonly id: string
  /** Bits. */
  readonly weight: number
  /** 0 to 1. */
  readonly probability: number
  /** The rule against joining them, if there is one. */
  readonly reason: ContradictionReason | null
}

/** Rows with a key that so few have are candidates on that alone; others must share keys of two columns. */
const RARE = 50
/** A key that more rows have is not looked at: it leads nearly everywhere, and the record's others lead where it should. */
const COMMON = 50_000

/** Records in memory, for finding one person's among a million in milliseconds. Not for use by two at a time. */
export class RecordIndex {
  private readonly table: Table
  private readonly scorer: PairScorer
  private readonly settings: MatchSettings
  private readonly values: readonly ReadonlyMap<string, number>[]
  private readonly postings: readonly Posting[]
  private readonly seen: Uint8Array
  private readonly row: number

  constructor(table: Table, model: Model, settings: Partial<MatchSettings> = {}) {
    this.settings = settingsFor(table.rows, settings)
    this.row = table.rows
    const columns = table.columns.map(withRoom)
    this.table = { ...table, rows: table.rows + 1, columns, cells: cellsOf(columns, table.rows + 1) }
    this.scorer = new PairScorer(this.table, { model, today: this.settings.today }, new PairComparer(this.table, model))
    this.values = table.columns.map(valuesByText)
    this.postings = sortingKeys(table).map((key) => new Posting(key, table.rows))
    this.seen = new Uint8Array(table.rows)
  }

  /**
   * The records that are of the described person with more than the floor's probability, the likeliest first.
   *
   * @param texts one a field, in the order of the table's columns; empty when not known
   */
  find(texts: readonly string[], most = 20): Candidate[] {
    this.table.columns.forEach((column, i) => this.setValue(column, i, texts[i] ?? ''))
    const least = bitsOfProbability(this.settings.floor)
    const found: { row: number; weight: number }[] = []
    for (const row of this.rowsSharingKeys()) {
      const weight = this.scorer.weigh(row, this.row, least)
      if (weight >= least) found.push({ row, weight })
    }
    found.sort((a, b) => b.weight - a.weight || a.row - b.row)
    return found.slice(0, most).map(({ row, weight }) => ({
      row,
      id: this.table.ids[row]!,
      weight,
      probability: probabilityOf(weight),
      reason: this.scorer.contradiction(row, this.row)?.reason ?? null,
    }))
  }

  private setValue(column: Column, index: number, text: string): void {
    const comparator = comparatorOf(column.field)
    const value = comparator.prepare(text)
    const canonical = value === null ? '' : comparator.canonical(value)
    const known = this.values[index]!.get(canonical)
    if (known === undefined) {
      column.passing!.text = canonical
      column.passing!.value = value
    }
    column.ids[this.row] = known ?? column.passing!.id
    this.table.cells[this.row * this.table.columns.length + index] = known ?? column.passing!.id
  }

  /** Rows with a rare key of the record, and rows that share keys of two columns with it. */
  private rowsSharingKeys(): number[] {
    const found: number[] = []
    const touched: number[] = []
    for (const posting of this.postings) {
      const column = this.table.columns[posting.key.column]!
      const id = column.ids[this.row]!
      if (id === 0) continue
      for (const rows of posting.rowsOf(column, id)) {
        if (rows.length > COMMON) continue
        const bit = rows.length <= RARE ? 2 : 1
        this.count(rows, bit, posting.key.column, touched, found)
      }
    }
    for (const row of touched) this.seen[row] = 0
    return found
  }

  /** `seen` holds 0 for nothing yet, 1 and the column for one shared column, 255 for a candidate. */
  private count(rows: Uint32Array, bit: number, column: number, touched: number[], found: number[]): void {
    const mark = Math.min(column + 1, 254)
    for (const row of rows) {
      const seen = this.seen[row]!
      if (seen === 255 || (seen === mark && bit === 1)) continue
      if (seen === 0) touched.push(row)
      if (bit === 2 || seen !== 0) {
        this.seen[row] = 255
        found.push(row)
      } else this.seen[row] = mark
    }
  }
}

/** The rows of each key. */
class Posting {
  readonly key: KeyColumn
  private readonly starts: Uint32Array
  private readonly rows: Uint32Array

  constructor(key: KeyColumn, rows: number) {
    this.key = key
    this.starts = new Uint32Array(key.keys + 1)
    for (let row = 0; row < rows; row++) this.each(row, (number) => this.starts[number + 1]!++)
    for (let number = 0; number < key.keys; number++) this.starts[number + 1]! += this.starts[number]!
    const places = this.starts.slice()
    this.rows = new Uint32Array(this.starts[key.keys]!)
    for (let row = 0; row < rows; row++) this.each(row, (number) => (this.rows[places[number]!++] = row))
  }

  /** The rows of each key of a value, known to the table or passing. */
  rowsOf(column: Column, id: number): Uint32Array[] {
    return this.key
      .of(column, id)
      .map((text) => this.key.numbers.get(text))
      .filter((number) => number !== undefined)
      .map((number) => this.rows.subarray(this.starts[number], this.starts[number + 1]))
  }

  private each(row: number, visit: (number: number) => void): void {
    const { ids, offsets, list } = this.key
    const value = ids[row]!
    for (let i = offsets[value]!; i < offsets[value + 1]!; i++) visit(list[i]!)
  }
}

function valuesByText({ texts }: Column): Map<string, number> {
  const values = new Map<string, number>()
  for (let id = 0; id < texts.length; id++) values.set(texts.at(id)!, id)
  return values
}

/** A column with a place for one more row and for one more value. */
function withRoom(column: Column): Column {
  const ids = new Uint32Array(column.ids.length + 1)
  ids.set(column.ids)
  const counts = new Uint32Array(column.counts.length + 1)
  counts.set(column.counts)
  return { ...column, ids, counts, passing: { id: column.texts.length, text: '', value: null } }
}
