import { Injectable } from '@nestjs/common'
import { bytesOf, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  figureColumns,
  figureCounts,
  figureNames,
  type FigureColumnDocument,
  type FigureCountsDocument,
  type FigureNameDocument,
} from './figures.schema.ts'
import { addPacked, BLOCK } from './packing.rules.ts'

/** Reads what was counted. `when` is days and months, apart from each other. */
@Injectable()
export class FiguresRepository {
  constructor(
    @InjectCollection(figureCounts) private readonly counts: Model<FigureCountsDocument>,
    @InjectCollection(figureColumns) private readonly columns: Model<FigureColumnDocument>,
    @InjectCollection(figureNames) private readonly names: Model<FigureNameDocument>,
  ) {}

  /** What each says of an organisation; null: of all. */
  async countsOf(
    organisation: string | null,
    when: readonly string[],
    by: 'cell' | 'hour',
  ): Promise<FigureCountsDocument[]> {
    const other = by === 'hour' ? { counts: 0 } : { hours: 0 }
    return this.counts.find({ organisation, when: { $in: when } }, other).lean<FigureCountsDocument[]>()
  }

  /** What it says of every organisation, and of all. */
  async allCounts(when: string): Promise<FigureCountsDocument[]> {
    return this.counts.find({ when }).lean<FigureCountsDocument[]>()
  }

  /** Everything that is packed of it. */
  async allColumns(when: string): Promise<FigureColumnDocument[]> {
    return this.columns.find({ when }).lean<FigureColumnDocument[]>()
  }

  /** Adds up a column. @param names how many it has @returns counts of each number, one row after the other */
  async sums(column: string, width: number, names: number, when: readonly string[]): Promise<Float64Array> {
    const sums = new Float64Array(Math.ceil((names + 1) / BLOCK) * BLOCK * width)
    const found = this.columns
      .find({ column, when: { $in: when } }, { _id: 0, block: 1, rows: 1 })
      .lean<FigureColumnDocument>()
      .cursor({ batchSize: 2_000 })
    for await (const { block, rows } of found) {
      const first = block * BLOCK
      // A name that came since is in no answer that began before.
      if (first * width < sums.length) addPacked(bytesOf(rows), width, first, sums)
    }
    return sums
  }

  /** Whom numbers of a column stand for. */
  async namesOf(column: string, numbers: readonly number[]): Promise<FigureNameDocument[]> {
    return this.names.find({ column, number: { $in: numbers } }).lean<FigureNameDocument[]>()
  }

  /** Whose people the numbers of a column are, from a number on, in order. */
  eachOrganisation(column: string, from: number): AsyncIterable<Pick<FigureNameDocument, 'organisation' | 'number'>> {
    return this.names
      .find({ column, number: { $gte: from } }, { _id: 0, organisation: 1, number: 1 })
      .sort({ number: 1 })
      .lean<Pick<FigureNameDocument, 'organisation' | 'number'>>()
      .cursor({ batchSize: 10_000 }) as AsyncIterable<Pick<FigureNameDocument, 'organisation' | 'number'>>
  }

  /** The people of one organisation in a column. */
  async namesIn(organisation: string, column: string): Promise<FigureNameDocument[]> {
    return this.names.find({ organisation, column }).lean<FigureNameDocument[]>()
  }
}
