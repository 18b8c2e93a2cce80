import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { involvements, type InvolvementDocument, type KeptInvolvement } from './involvements.schema.ts'

/** Nobody is shown what was withdrawn. */
const STANDS = { 'consent.withdrawnAt': null }

@Injectable()
export class InvolvementsRepository {
  constructor(@InjectCollection(involvements) private readonly involvements: Model<InvolvementDocument>) {}

  async find(involvementId: string): Promise<KeptInvolvement | null> {
    const found = await this.involvements.findById(involvementId).lean<InvolvementDocument>()
    return found && toInvolvement(found)
  }

  /** Of these children, without sensitive ones: those are not read from the store. */
  async findOrdinary(childIds: string[]): Promise<KeptInvolvement[]> {
    const isOne = { childId: { $in: childIds }, isSensitive: false }
    const found = await this.involvements.find(isOne).lean<InvolvementDocument[]>()
    return found.map(toInvolvement)
  }

  /** Of those children who have one that goes on, sensitive ones aside: whether there is a lead professional. */
  async findLeads(childIds: string[]): Promise<Map<string, boolean>> {
    const found = await this.involvements.aggregate<{ _id: string; isLed: boolean }>([
      { $match: { childId: { $in: childIds }, isSensitive: false, endDate: null, ...STANDS } },
      { $group: { _id: '$childId', isLed: { $max: '$leadProfessional' } } },
    ])
    return new Map(found.map(({ _id, isLed }) => [_id, isLed]))
  }

  /** Of a child, sensitive ones among them. */
  async findAll(childId: string, most: number): Promise<KeptInvolvement[]> {
    const found = await this.involvements
      .find({ childId, ...STANDS })
      .sort({ endDate: 1, startDate: -1, _id: 1 })
      .limit(most)
      .lean<InvolvementDocument[]>()
    return found.map(toInvolvement)
  }

  /** Whether a child has a sensitive one that goes on: nothing else of it is read. */
  async hasSensitive(childId: string): Promise<boolean> {
    const isOne = { childId, isSensitive: true, endDate: null, ...STANDS }
    return (await this.involvements.exists(isOne)) !== null
  }

  async hasAny(childId: string): Promise<boolean> {
    return (await this.involvements.exists({ childId })) !== null
  }

  /** How many of a child somebody has recorded. */
  async countBy(recordedBy: string, childId: string): Promise<number> {
    return this.involvements.countDocuments({ childId, recordedBy })
  }

  async add({ involvementId, ...involvement }: KeptInvolvement): Promise<void> {
    await insertAsIs(this.involvements, [{ _id: involvementId, ...involvement }])
  }

  /** Writes it over the version before its own. @returns false when that is not what is stored */
  async replace({ involvementId, ...involvement }: KeptInvolvement): Promise<boolean> {
    const { matchedCount } = await this.involvements.replaceOne(
      { _id: involvementId, version: involvement.version - 1 },
      involvement,
    )
    return matchedCount === 1
  }

  /** All of a record that goes on as another. */
  async move(from: string, to: string): Promise<void> {
    await this.involvements.updateMany({ childId: from }, { $set: { childId: to } })
  }

  /** Those that were kept for a record, to it. */
  async giveBack(recordedFor: string): Promise<void> {
    await this.involvements.updateMany({ recordedFor }, { $set: { childId: recordedFor } })
  }
}

function toInvolvement({ _id: involvementId, ...fields }: InvolvementDocument): KeptInvolvement {
  return { involvementId, ...fields }
}
