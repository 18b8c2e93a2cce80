import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { certificates, voidCertificates, type Certificate } from './certificates.schema.ts'
import { accreditations, type Accreditation } from './trainers.schema.ts'

/** People of one level that are looked at: each authority has some. */
const MOST_CANDIDATES = 2_000

@Injectable()
export class CascadeRepository {
  constructor(
    @InjectCollection(certificates) private readonly certificates: Model<Certificate>,
    @InjectCollection(accreditations) private readonly accreditations: Model<Accreditation>,
  ) {}

  /** Whom this account has certified as trainers, by identity. @param trainerId null: those who were certified without a trainer */
  async findCertifiedAsTrainer(trainerId: string | null): Promise<string[]> {
    const found = await this.certificates.aggregate<{ _id: string }>([
      { $match: { module: 'trainer', trainerId } },
      { $group: { _id: '$identity' } },
      { $sort: { _id: 1 } },
      { $limit: MOST_CANDIDATES },
    ])
    return found.map(({ _id }) => _id)
  }

  async findAccreditations(identities: string[]): Promise<Accreditation[]> {
    return this.accreditations.find({ identity: { $in: identities } }).lean<Accreditation[]>()
  }

  /** Of each account, how many people it has certified as trainers who were accredited then. */
  async countTrainersUnder(accounts: string[]): Promise<Map<string, number>> {
    const found = await this.certificates.aggregate<{ _id: string; identities: string[] }>([
      { $match: { module: 'trainer', trainerId: { $in: accounts } } },
      { $group: { _id: '$trainerId', identities: { $addToSet: '$identity' } } },
    ])
    const accredited = new Set(
      await this.accreditations.distinct('identity', { identity: { $in: found.flatMap((one) => one.identities) } }),
    )
    return new Map(found.map(({ _id, identities }) => [_id, identities.filter((one) => accredited.has(one)).length]))
  }

  /** Of each account, how many certificates it gave that are not void. */
  async countGiven(accounts: string[]): Promise<Map<string, number>> {
    const found = await this.certificates.aggregate<{ _id: string; count: number }>([
      { $match: { trainerId: { $in: accounts } } },
      { $lookup: { from: voidCertificates.name, localField: '_id', foreignField: '_id', as: 'voided' } },
      { $match: { voided: { $size: 0 } } },
      { $group: { _id: '$trainerId', count: { $sum: 1 } } },
    ])
    return new Map(found.map(({ _id, count }) => [_id, count]))
  }
}
