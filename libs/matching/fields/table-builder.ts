import type { Comparator } from './comparator.ts'
import { comparatorOf } from './comparators.ts'
import type { Field } from './field.ts'
import { GrowingUint32, shared } from './growing.ts'
import { forgetSharedIdentifiers } from './shared-identifiers.ts'
import { MANY_VALUES, type Column, type Table } from './table.ts'
import { PackedTexts } from './texts.ts'

/**
 * Builds a {@link Table} row by row. Each distinct text is normalised once, so a row costs a look-up a field; memory
 * grows with the distinct values and four bytes a field and row.
 */
export class TableBuilder {
  private readonly ids: string[] = []
  private readonly columns: ColumnBuilder[]
  private leftRows: number | undefined

  constructor(fields: readonly Field[]) {
    this.columns = fields.map((field) => new ColumnBuilder(field))
  }

  /** @param texts one a field, in the order of the fields; empty when the record does not say */
  add(id: string, texts: readonly string[]): void {
    this.ids.push(id)
    for (let i = 0; i < this.columns.length; i++) this.columns[i]!.add(texts[i] ?? '')
  }

  /** What follows is the right list, to be linked with what came before. */
  startRight(): void {
    this.leftRows = this.ids.length
  }

  /** To be called once, at the end: what was needed for building is given up. */
  build(): Table {
    const rows = this.ids.length
    const columns = this.columns.map((column) => column.build())
    forgetSharedIdentifiers(columns)
    const isOneList = this.leftRows === undefined
    return { rows, leftRows: this.leftRows ?? rows, isOneList, ids: this.ids, columns, cells: cellsOf(columns, rows) }
  }
}

/** The value ids of the columns, row by row, with room for `rows` rows. */
export function cellsOf(columns: readonly Column[], rows: number): Uint32Array {
  const width = columns.length
  const cells = shared(new Uint32Array(rows * width))
  columns.forEach(({ ids }, column) => {
    for (let row = 0; row < ids.length; row++) cells[row * width + column] = ids[row]!
  })
  return cells
}

/** In a column with more values hardly a text comes twice as it is, and keeping them all would cost memory. */
const MOST_TEXTS_KEPT = 100_000

class ColumnBuilder {
  private readonly field: Field
  private readonly comparator: Comparator
  /** Texts as they came and canonical texts, which say the same of the value they stand for. */
  private readonly known = new Map<string, number>([['', 0]])
  private readonly prepared: unknown[] = [null]
  private readonly texts: string[] = ['']
  private readonly ids = new GrowingUint32()

  constructor(field: Field) {
    this.field = field
    this.comparator = comparatorOf(field)
  }

  add(text: string): void {
    this.ids.push(this.known.get(text) ?? this.learn(text))
  }

  build(): Column {
    const ids = shared(this.ids.view())
    const counts = shared(new Uint32Array(this.texts.length))
    for (const id of ids) counts[id]!++
    counts[0] = 0
    this.known.clear()
    const texts = this.texts.length > MANY_VALUES ? PackedTexts.of(this.texts) : this.texts
    return { field: this.field, texts, ids, counts, prepared: this.prepared }
  }

  private learn(text: string): number {
    const value = this.comparator.prepare(text)
    const id = value === null ? 0 : this.idOf(value)
    if (this.texts.length < MOST_TEXTS_KEPT) this.known.set(text, id)
    return id
  }

  private idOf(value: unknown): number {
    const canonical = this.comparator.canonical(value)
    const id = this.known.get(canonical)
    if (id !== undefined) return id
    if (this.texts.length < MANY_VALUES) this.prepared.push(value)
    this.known.set(canonical, this.texts.length)
    return this.texts.push(canonical) - 1
  }
}
