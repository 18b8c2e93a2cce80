import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  certificates,
  trainingLooks,
  trainingTurns,
  voidCertificates,
  type Certificate,
  type Look,
  type Turn,
  type VoidCertificate,
} from './certificates.schema.ts'

@Injectable()
export class CertificatesRepository {
  constructor(
    @InjectCollection(certificates) private readonly certificates: Model<Certificate>,
    @InjectCollection(voidCertificates) private readonly voids: Model<VoidCertificate>,
    @InjectCollection(trainingTurns) private readonly turns: Model<Turn>,
    @InjectCollection(trainingLooks) private readonly looks: Model<Look>,
  ) {}

  /** Of two transactions that take somebody's turn, one begins again after the other. */
  async takeTurn(identity: string): Promise<void> {
    assertInTransaction()
    await this.turns.updateOne({ _id: identity }, { $inc: { taken: 1 } }, { upsert: true })
  }

  async add(given: Certificate[]): Promise<void> {
    await this.certificates.insertMany(given)
  }

  async exists(certificateIds: string[]): Promise<boolean> {
    return (await this.certificates.exists({ _id: { $in: certificateIds } })) !== null
  }

  /** Those that somebody holds, void ones too. */
  async findOf(identities: string[]): Promise<Certificate[]> {
    return this.certificates.find({ identity: { $in: identities } }).lean<Certificate[]>()
  }

  /** Those that somebody gave, from this one on. */
  async findGiven(by: string, after: string, most: number): Promise<Certificate[]> {
    return this.certificates
      .find({ by, trainerId: { $ne: null }, _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(most)
      .lean<Certificate[]>()
  }

  /** Which of these are void. */
  async findVoid(certificateIds: string[]): Promise<Set<string>> {
    const found = await this.voids.find({ _id: { $in: certificateIds } }, { _id: 1 }).lean<VoidCertificate[]>()
    return new Set(found.map(({ _id }) => _id))
  }

  async addVoid(voided: VoidCertificate[]): Promise<void> {
    await this.voids.insertMany(voided)
  }

  async countVoid(because: string): Promise<number> {
    return this.voids.countDocuments({ because })
  }

  /** Holders of certificates of a course, after this one, by identity. @param since given from then on; null: all */
  async findHolders(courseCode: string, after: string, since: Date | null, most: number): Promise<string[]> {
    const at = since ? { at: { $gte: since } } : {}
    const found = await this.certificates.aggregate<{ _id: string }>([
      { $match: { courseCode, identity: { $gt: after }, ...at } },
      { $group: { _id: '$identity' } },
      { $sort: { _id: 1 } },
      { $limit: most },
    ])
    return found.map(({ _id }) => _id)
  }

  /** Once more from the first certificate, where looking is under way. */
  async addLook(identity: string, because: string): Promise<void> {
    assertInTransaction()
    await this.looks.updateOne({ _id: identity }, { $set: { done: '', because }, $inc: { asked: 1 } }, { upsert: true })
  }

  async findLooks(most: number): Promise<Look[]> {
    return this.looks.find().limit(most).lean<Look[]>()
  }

  async getLook(identity: string): Promise<Look | null> {
    return this.looks.findById(identity).lean<Look>()
  }

  async setLook({ _id, done }: Pick<Look, '_id' | 'done'>): Promise<void> {
    await this.looks.updateOne({ _id }, { $set: { done } })
  }

  async removeLook(identity: string): Promise<void> {
    await this.looks.deleteOne({ _id: identity })
  }
}
