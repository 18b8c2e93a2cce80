import { Injectable } from '@nestjs/common'
import { bytesOf, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  figureColumns,
  figureDays,
  figureNames,
  type FigureColumnDocument,
  type FigureDayDocument,
  type FigureNameDocument,
} from './figures.schema.ts'
import { addPacked, BLOCK } from './packing.rules.ts'

/** Days from one to another, both inside. */
export interface Days {
  from: string
  to: string
}

/** Reads what was counted. */
@Injectable()
export class FiguresRepository {
  constructor(
    @InjectCollection(figureDays) private readonly days: Model<FigureDayDocument>,
    @InjectCollection(figureColumns) private readonly columns: Model<FigureColumnDocument>,
    @InjectCollection(figureNames) private readonly names: Model<FigureNameDocument>,
  ) {}

  /** What each day says of an organisation; null: of all. */
  async daysOf(organisation: string | null, { from, to }: Days): Promise<FigureDayDocument[]> {
    return this.days.find({ organisation, day: { $gte: from, $lte: to } }).lean<FigureDayDocument[]>()
  }

  /** What one day says of every organisation, and of all. */
  async daysAt(day: string): Promise<FigureDayDocument[]> {
    return this.days.find({ day }).lean<FigureDayDocument[]>()
  }

  /** Everything that is packed of one day. */
  async columnsAt(day: string): Promise<FigureColumnDocument[]> {
    return this.columns.find({ day }).lean<FigureColumnDocument[]>()
  }

  /** Adds up a column. @param names how many it has @returns counts of each number, one row after the other */
  async sums(column: string, width: number, names: number, { from, to }: Days): Promise<Float64Array> {
    const sums = new Float64Array(Math.ceil((names + 1) / BLOCK) * BLOCK * width)
    const found = this.columns
      .find({ column, day: { $gte: from, $lte: to } }, { _id: 0, block: 1, rows: 1 })
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

  /** The people of one organisation in a column. */
  async namesIn(organisation: string, column: string): Promise<FigureNameDocument[]> {
    return this.names.find({ organisation, column }).lean<FigureNameDocument[]>()
  }
}
