import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { StaleChild } from '../children/children.rules.ts'
import { sourceRecords, type Question, type SourceRecord } from './linking.schema.ts'

@Injectable()
export class LinkingRepository {
  constructor(@InjectCollection(sourceRecords) private readonly records: Model<SourceRecord>) {}

  async findLinks(linkIds: string[]): Promise<Map<string, SourceRecord>> {
    const found = await this.records.find({ _id: { $in: linkIds } }).lean<SourceRecord[]>()
    return new Map(found.map((record) => [record._id, record]))
  }

  /** Ids of what a record had told of others before somebody said that it is of another child, see `answered`. */
  async findKeptOf(linkId: string): Promise<string[]> {
    // No id of a source has a tilde in it: whose only begins alike is not among these.
    const kept = { _id: { $gt: `${linkId}~`, $lt: `${linkId}~~` } }
    const found = await this.records.find(kept, { _id: 1 }).lean<Pick<SourceRecord, '_id'>[]>()
    return found.map(({ _id }) => _id)
  }

  async addLinks(records: SourceRecord[]): Promise<void> {
    await insertAsIs(this.records, records)
  }

  /** All that sources have said of children, or of what some were merged of. */
  async findOf(childIds: string[]): Promise<SourceRecord[]> {
    return childIds.length === 0 ? [] : this.records.find({ childId: { $in: childIds } }).lean<SourceRecord[]>()
  }

  /** The same, by the id of each of them of which anything was said. */
  async findOfEach(childIds: string[]): Promise<Map<string, SourceRecord[]>> {
    return Map.groupBy(await this.findOf(childIds), ({ childId }) => childId!)
  }

  /** Whose records have said anything of these; nothing of what they say. */
  async findTellingOf(childIds: string[]): Promise<Pick<SourceRecord, '_id' | 'childId'>[]> {
    return this.records
      .find({ childId: { $in: childIds }, 'told.0': { $exists: true } }, { childId: 1 })
      .lean<Pick<SourceRecord, '_id' | 'childId'>[]>()
  }

  /** Writes records over those that were read, or new ones. @throws StaleChild when somebody else wrote one of them since */
  async writeMany(writes: { link: SourceRecord; before: SourceRecord | null }[]): Promise<void> {
    await this.addLinks(writes.flatMap(({ link, before }) => (before ? [] : [link])))
    const over = writes.flatMap(({ link: { _id: _own, ...replacement }, before }) =>
      before ? [{ replaceOne: { filter: asRead(before), replacement } }] : [],
    )
    if ((await writeAsIs(this.records, over)) !== over.length) throw new StaleChild()
  }

  /** Writes a record over the one that was read, or a new one. @throws StaleChild when somebody else wrote it since */
  async writeLink(record: SourceRecord, before: SourceRecord | null): Promise<void> {
    if (!before) return void (await this.records.create(record))
    if ((await this.records.replaceOne(asRead(before), record)).matchedCount === 0) throw new StaleChild()
  }

  /** @throws StaleChild when somebody else wrote it since */
  async removeLink(record: SourceRecord): Promise<void> {
    if ((await this.records.deleteOne(asRead(record))).deletedCount === 0) throw new StaleChild()
  }

  /** The records of children whose last row waits for a person. */
  async findParked(childIds: string[], most: number): Promise<SourceRecord[]> {
    return this.records
      .find({ childId: { $in: childIds }, parked: { $ne: null } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<SourceRecord[]>()
  }

  /** Those of these children of whom the last row of a record waits for a person. */
  async findParkedOf(childIds: string[]): Promise<string[]> {
    return this.records.distinct('childId', { childId: { $in: childIds }, parked: { $ne: null } }) as Promise<string[]>
  }

  /** The records of children with a row that waits for officers and may be taken in. */
  async findWaiting(childIds: string[]): Promise<SourceRecord[]> {
    return this.records
      .find({ childId: { $in: childIds }, waiting: { $ne: null }, question: null })
      .lean<SourceRecord[]>()
  }

  /**
   * Records of whose row a person is asked, those first that wait longest.
   *
   * @param kinds why; null: it was drawn, and does not wait
   * @param after so many of them
   */
  async findAsked(kinds: readonly string[] | null, most: number, after: number): Promise<SourceRecord[]> {
    const isAsked = { 'question.id': { $type: 'string' as const }, parked: kinds && { $in: kinds } }
    return this.records
      .find(isAsked)
      .sort({ 'question.askedAt': 1, _id: 1 })
      .skip(after)
      .limit(most)
      .lean<SourceRecord[]>()
  }

  /** Ids of records with a row that waits and has any of these keys. */
  async findWaitingWith(keys: string[], most: number): Promise<string[]> {
    if (keys.length === 0) return []
    const found = await this.records
      .find({ 'question.keys': { $in: keys, ...IS_THERE } }, { _id: 1 })
      .limit(most)
      .lean<Pick<SourceRecord, '_id'>[]>()
    return found.map(({ _id }) => _id)
  }

  async findQuestion(questionId: string): Promise<SourceRecord | null> {
    return this.records.findOne(ofQuestion(questionId)).lean<SourceRecord>()
  }

  /** Gives a question to somebody until then, who is shown these children. @returns false while another has it */
  async hold(questionId: string, by: string, until: Date, shown: string[]): Promise<boolean> {
    const change = { 'question.holder': by, 'question.heldUntil': until, 'question.shown': shown }
    const { matchedCount } = await this.records.updateOne(freeFor(questionId, by), { $set: change })
    return matchedCount === 1
  }

  /** Makes another question of it, which nobody has. @returns false while another has it */
  async askAnew(questionId: string, by: string, anew: Question): Promise<boolean> {
    const { matchedCount } = await this.records.updateOne(freeFor(questionId, by), { $set: { question: anew } })
    return matchedCount === 1
  }

  /** Puts a question behind the others: somebody else may know. */
  async putBack(questionId: string): Promise<void> {
    const change = { 'question.askedAt': new Date(), 'question.holder': null, 'question.heldUntil': null }
    await this.records.updateOne(ofQuestion(questionId), { $set: change })
  }

  /** How many wait for a person, by source. */
  async countParked(): Promise<{ source: string; count: number }[]> {
    const source = { $arrayElemAt: [{ $split: ['$_id', ':'] }, 0] }
    return this.records.aggregate<{ source: string; count: number }>([
      { $match: { parked: { $type: 'string' } } },
      { $group: { _id: source, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, source: '$_id', count: 1 } },
    ])
  }
}

/** Of nearly every record nothing is asked, so indexes of questions are partial: MongoDB uses one only where a filter says that there is one. */
const IS_THERE = { $type: 'string' as const }

function ofQuestion(questionId: string) {
  return { 'question.id': { $eq: questionId, ...IS_THERE } }
}

function freeFor(questionId: string, by: string) {
  const isFree = [{ 'question.holder': { $in: [by, null] } }, { 'question.heldUntil': { $lt: new Date() } }]
  return { ...ofQuestion(questionId), $or: isFree }
}

type AsRead = Pick<SourceRecord, '_id' | 'version' | 'parked'> & { 'question.id': string | null }

/** A row brings another version; what people decide leaves it, and ends that something waits, or is asked. */
function asRead({ _id, version, parked, question }: SourceRecord): AsRead {
  return { _id, version, parked, 'question.id': question?.id ?? null }
}
