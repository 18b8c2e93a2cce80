import { Injectable } from '@nestjs/common'
import { isDuplicate, InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model, mongo } from 'mongoose'
import type { Stance } from './protection.rules.ts'
import { protections, steps, type Protection, type Step, type TimelessShield } from './protection.schema.ts'
import type { Term } from './terms.rules.ts'

@Injectable()
export class ProtectionRepository {
  constructor(
    @InjectCollection(protections) private readonly protections: Model<Protection>,
    @InjectCollection(steps) private readonly steps: Model<Step>,
  ) {}

  async findMany(childIds: string[]): Promise<Map<string, Protection>> {
    const found = await this.protections.find({ _id: { $in: childIds } }).lean<Protection[]>()
    return new Map(found.map((protection) => [protection._id, protection]))
  }

  /** The guard's one conditional write for all: true only if every version is still the one that was read, and no override is over. */
  async touchIfUnchanged(stances: Stance[]): Promise<boolean> {
    const writes = stances.map(
      ({ childId, version, override, withdrawals }): mongo.AnyBulkWriteOperation<Protection> => ({
        updateOne: {
          filter: {
            _id: childId,
            version,
            ...(override && { $expr: { $gt: [override.until, '$$NOW'] } }),
            ...(withdrawals !== undefined && { withdrawals: withdrawals || { $exists: false } }),
          },
          update: { $currentDate: { guardedAt: true }, $setOnInsert: { shield: null, changedAt: null } },
          upsert: version === 0,
        },
      }),
    )
    try {
      return (await writeAsIs(this.protections, writes)) === stances.length
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async find(childId: string): Promise<Protection | null> {
    return this.protections.findById(childId).lean<Protection>()
  }

  /** Whether another record was merged into this one. */
  async hasParts(childId: string): Promise<boolean> {
    return (await this.protections.exists({ mergedInto: childId })) !== null
  }

  /**
   * Moves to the next version with this shield, and reckons on the database server's clock since when it is and what is due. So a clock
   * that jumps on any other machine changes nothing.
   */
  async advanceShield(childId: string, shield: TimelessShield, term: Term | undefined): Promise<Protection> {
    const changed = await this.protections
      .findOneAndUpdate(
        { _id: childId },
        [
          {
            $set: {
              version: { $add: [{ $ifNull: ['$version', 0] }, 1] },
              guardedAt: { $ifNull: ['$guardedAt', null] },
              changedAt: '$$NOW',
              shield: { $mergeObjects: ['$shield', { $literal: shield }, timesOf(term)] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<Protection>()
    return changed!
  }

  /** Keeps which authority is responsible for a shielded child of which that is not known. */
  async learnAuthority(childId: string, authority: string | null): Promise<void> {
    await this.protections.updateOne(
      { _id: childId, shield: { $ne: null }, 'shield.authority': { $exists: false } },
      { $set: { 'shield.authority': authority } },
    )
  }

  async findPartsOf(childId: string): Promise<Protection[]> {
    return this.protections.find({ mergedInto: childId }).lean<Protection[]>()
  }

  /** Moves to the next version, so that no answer under way passes the guard. */
  async advance(childId: string, change: Partial<Pick<Protection, 'shield' | 'mergedInto'>>): Promise<Protection> {
    const changed = await this.protections
      .findOneAndUpdate(
        { _id: childId },
        { $inc: { version: 1 }, $set: change, $currentDate: { changedAt: true } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<Protection>()
    return changed!
  }

  /** Stops answers under way that show consents, and no other; no version tells of it. */
  async countWithdrawal(childId: string): Promise<void> {
    await this.protections.updateOne({ _id: childId }, { $inc: { withdrawals: 1 }, $currentDate: { changedAt: true } })
  }

  async addStep(step: Step): Promise<void> {
    await this.steps.create(step)
  }
}

/** When what is due is due, and when it is escalated, as the database reckons it. */
function timesOf(term: Term | undefined): object {
  const since = { $ifNull: ['$shield.since', '$$NOW'] }
  if (!term) return { since }
  const { within, escalateAfter } = term
  const dueAt = within ? { $dateAdd: { startDate: '$$NOW', ...within } } : '$shield.dueAt'
  const escalateAt = { $dateAdd: { startDate: within ? dueAt : '$$NOW', ...escalateAfter } }
  return { since, dueAt, escalateAt }
}
