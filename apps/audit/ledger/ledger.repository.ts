import { Injectable } from '@nestjs/common'
import type { Receipt } from '@contactpoint/contracts'
import { bytesOf, InjectCollection, insertAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { entries, type EntryDocument, type EntryFacts, type PlacedHeader, type SealedPiece } from './ledger.schema.ts'

export interface EntryFilter {
  /** Id of a child's key. */
  key?: string
  personId?: string
  organisation?: string
  reason?: string
  from?: Date
  until?: Date
  /** Only entries before this index. */
  before?: number
}

const SAID = { index: 1, time: 1, personId: 1, role: 1, organisation: 1, action: 1, outcome: 1, reason: 1 }
const HEADER = { _id: 0, ...SAID, children: { $size: '$parts' } }
const SIGNALS = { signals: '$signals.names', askerSignals: '$signals.askerNames' }
const FACTS = { ...HEADER, identity: 1, asker: 1, ...SIGNALS, keys: '$parts.key' }

@Injectable()
export class LedgerRepository {
  constructor(@InjectCollection(entries) private readonly entries: Model<EntryDocument>) {}

  /** Index the next entry gets. */
  async nextIndex(log: string): Promise<number> {
    const last = await this.entries.findOne({ log }, { index: 1 }).sort({ index: -1 }).lean()
    return last ? last.index + 1 : 0
  }

  async findReceipts(entryIds: string[]): Promise<Map<string, Receipt>> {
    const found = await this.entries.find({ _id: { $in: entryIds } }, { log: 1, index: 1, leafHash: 1 }).lean()
    return new Map(found.map(({ _id, log, index, leafHash }) => [_id, { log, index, leafHash }]))
  }

  /** Writes entries in order, durably; what was written before a failure stays. @throws when an id or index was taken */
  async insert(entries: EntryDocument[]): Promise<void> {
    await insertAsIs(this.entries, entries, { ordered: true })
  }

  /** Newest first. */
  async find(log: string, filter: EntryFilter, limit: number): Promise<EntryDocument[]> {
    const { key, from, until, before, reason, ...whose } = filter
    const time = { ...(from && { $gte: from }), ...(until && { $lt: until }) }
    const found = await this.entries
      .find({
        log,
        ...(reason !== undefined && { reason }),
        ...doneByOrFor(definedOf(whose)),
        ...(key !== undefined && { 'parts.key': key }),
        ...(Object.keys(time).length > 0 && { time }),
        ...(before !== undefined && { index: { $lt: before } }),
      })
      .sort({ index: -1 })
      .limit(limit)
      .lean<EntryDocument[]>()
    return found.map(withBytes)
  }

  /** In the order of the log. */
  async findFrom(log: string, index: number, count: number): Promise<EntryDocument[]> {
    const found = await this.entries
      .find({ log, index: { $gte: index, $lt: index + count } })
      .sort({ index: 1 })
      .lean<EntryDocument[]>()
    return found.map(withBytes)
  }

  /** What entries say in clear, in the order of the log, up to the first that is not there. */
  findHeaders(log: string, index: number, count: number): Promise<PlacedHeader[]> {
    return this.findInOrder<PlacedHeader>(log, index, count, HEADER)
  }

  /** What rules of misuse are judged by, in the same order. */
  findFacts(log: string, index: number, count: number): Promise<EntryFacts[]> {
    return this.findInOrder<EntryFacts>(log, index, count, FACTS)
  }

  async findLeafHashes(log: string, index: number, count: number): Promise<Buffer[]> {
    const fields = { _id: 0, index: 1, leafHash: 1 }
    const found = await this.findInOrder<Pick<EntryDocument, 'index' | 'leafHash'>>(log, index, count, fields)
    return found.map(({ leafHash }) => Buffer.from(leafHash, 'hex'))
  }

  private async findInOrder<T extends { index: number }>(
    log: string,
    index: number,
    count: number,
    fields: object,
  ): Promise<T[]> {
    const found = await this.entries
      .find({ log, index: { $gte: index, $lt: index + count } }, fields)
      .sort({ index: 1 })
      .lean<T[]>()
    return found.filter((entry, n) => entry.index === index + n)
  }
}

/** Whoever asked through another has a part in it. */
function doneByOrFor(whose: Pick<EntryFilter, 'personId' | 'organisation'>): object {
  const asked = Object.entries(whose).map(([field, value]) => [`asker.${field}`, value])
  return asked.length === 0 ? {} : { $or: [whose, { ...Object.fromEntries(asked), asker: { $exists: true } }] }
}

function definedOf<T extends object>(filter: T): Partial<T> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** A lean read gives the driver's own type for bytes. */
function withBytes(entry: EntryDocument): EntryDocument {
  const { salt, parts, particulars, signals } = entry
  const ofPiece = <P extends SealedPiece>(piece: P): P => ({
    ...piece,
    sealed: bytesOf(piece.sealed),
    commitment: bytesOf(piece.commitment),
  })
  return {
    ...entry,
    salt: Buffer.from(bytesOf(salt)),
    ...(signals && { signals: { ...signals, salt: Buffer.from(bytesOf(signals.salt)) } }),
    parts: parts.map(ofPiece),
    particulars: particulars && ofPiece(particulars),
  }
}
