import { Injectable } from '@nestjs/common'
import { assertInTransaction, bytesOf, InjectCollection, insertAsIs, isDuplicate, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { countsId, widthOf, type CountsTally, type RowTally } from './counting.rules.ts'
import {
  figureColumns,
  figureCounts,
  figureNames,
  figurePositions,
  type FigureColumnDocument,
  type FigureCountsDocument,
  type FigureNameDocument,
  type FigurePositionDocument,
  type NamedColumn,
} from './figures.schema.ts'
import { BLOCK, nameId, pack, unpack, withAdded, type Rows } from './packing.rules.ts'

/** Documents that one step of emptying removes. */
const EMPTIED_AT_ONCE = 2_000

/** Keeps what was counted, and how far. Only the follower writes. */
@Injectable()
export class CountingRepository {
  constructor(
    @InjectCollection(figureCounts) private readonly counts: Model<FigureCountsDocument>,
    @InjectCollection(figureColumns) private readonly columns: Model<FigureColumnDocument>,
    @InjectCollection(figureNames) private readonly names: Model<FigureNameDocument>,
    @InjectCollection(figurePositions) private readonly positions: Model<FigurePositionDocument>,
  ) {}

  findPosition(log: string): Promise<FigurePositionDocument | null> {
    return this.positions.findById(log).lean<FigurePositionDocument>()
  }

  /** Where another copy was first, theirs stays. */
  async begin(log: string): Promise<void> {
    await insertAsIs(this.positions, [{ _id: log, counted: 0, state: 'counting', columns: [] }]).catch(
      (error: unknown) => {
        if (!isDuplicate(error)) throw error
      },
    )
  }

  /** @returns whether it was there and counting: if not, nothing that this belongs to may be kept */
  async moveOn(log: string, from: number, to: number, columns: NamedColumn[]): Promise<boolean> {
    assertInTransaction()
    const { matchedCount } = await this.positions.updateOne(
      { _id: log, counted: from, state: 'counting' },
      { $set: { counted: to, columns } },
    )
    return matchedCount === 1
  }

  async setState(log: string, state: FigurePositionDocument['state']): Promise<void> {
    const anew = { $set: { state, counted: 0, columns: [] }, $inc: { rebuilds: state === 'emptying' ? 1 : 0 } }
    await this.positions.updateOne({ _id: log }, anew)
  }

  /** Forgets some of what was counted. @returns whether anything was left to forget */
  async emptySome(): Promise<boolean> {
    const removed = [await removeSome(this.counts), await removeSome(this.columns), await removeSome(this.names)]
    return removed.includes(true)
  }

  async addCounts(tallies: Iterable<CountsTally>): Promise<void> {
    assertInTransaction()
    const writes = [...tallies].map(({ when, organisation, counts, hours }) => ({
      updateOne: {
        filter: { _id: countsId(when, organisation) },
        update: {
          $inc: { ...inField('counts', counts), ...inField('hours', hours) },
          $setOnInsert: { when, organisation },
        },
        upsert: true,
      },
    }))
    await writeAsIs(this.counts, writes as never)
  }

  /** Adds to packed rows; who is new gets the next number. @returns how many names each column has then */
  async addRows(tallies: Iterable<RowTally>, columns: readonly NamedColumn[]): Promise<NamedColumn[]> {
    assertInTransaction()
    const rows = [...tallies]
    const { numbers, named } = await this.numbersOf(rows, columns)
    const blocks = new Map<string, { column: string; when: string; block: number; added: Rows }>()
    for (const row of rows) {
      const number = numbers.get(idOf(row))!
      const block = Math.floor(number / BLOCK)
      const id = `${row.column} ${row.when} ${block}`
      const known = blocks.get(id) ?? { column: row.column, when: row.when, block, added: new Map() }
      known.added.set(number % BLOCK, row.counts)
      blocks.set(id, known)
    }
    const stored = await this.columns.find({ _id: { $in: [...blocks.keys()] } }).lean<FigureColumnDocument[]>()
    const before = new Map(stored.map(({ _id, column, rows }) => [_id, unpack(bytesOf(rows), widthOf(column))]))
    const writes = [...blocks].map(([_id, { column, when, block, added }]) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { column, when, block, rows: pack(withAdded(before.get(_id) ?? new Map(), added)) } },
        upsert: true,
      },
    }))
    await writeAsIs(this.columns, writes as never)
    return named
  }

  private async numbersOf(
    rows: readonly RowTally[],
    columns: readonly NamedColumn[],
  ): Promise<{ numbers: Map<string, number>; named: NamedColumn[] }> {
    const byId = new Map(rows.map((row) => [idOf(row), row]))
    const found = await this.names.find({ _id: { $in: [...byId.keys()] } }, { number: 1 }).lean<FigureNameDocument[]>()
    const numbers = new Map(found.map(({ _id, number }) => [_id, number]))
    const next = new Map(columns.map(({ column, names }) => [column, names]))
    const fresh: FigureNameDocument[] = []
    for (const [_id, { column, personId, organisation }] of byId) {
      if (numbers.has(_id)) continue
      const number = next.get(column) ?? 0
      next.set(column, number + 1)
      numbers.set(_id, number)
      fresh.push({ _id, column, number, personId, organisation })
    }
    await insertAsIs(this.names, fresh)
    return { numbers, named: [...next].map(([column, names]) => ({ column, names })) }
  }
}

function idOf({ column, personId, organisation }: RowTally): string {
  return nameId(column, personId, organisation)
}

function inField(field: string, counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].map(([name, count]) => [`${field}.${name}`, count]))
}

async function removeSome<Document>(model: Model<Document>): Promise<boolean> {
  const some = await model.find({}, { _id: 1 }).limit(EMPTIED_AT_ONCE).lean<{ _id: string }[]>()
  if (some.length > 0) await model.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } } as never)
  return some.length > 0
}
