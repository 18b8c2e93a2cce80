import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { authorities, type Attestation, type StoredAuthority } from './authorities.schema.ts'

@Injectable()
export class AuthoritiesRepository {
  constructor(@InjectCollection(authorities) private readonly authorities: Model<StoredAuthority>) {}

  async add(authority: StoredAuthority): Promise<void> {
    assertInTransaction()
    await this.authorities.create([authority])
  }

  find(code: string): Promise<StoredAuthority | null> {
    return this.authorities.findById(code).lean<StoredAuthority>()
  }

  /** By wave. */
  findAll(most: number): Promise<StoredAuthority[]> {
    return this.authorities.find().sort({ wave: 1, _id: 1 }).limit(most).lean<StoredAuthority[]>()
  }

  async findLive(codes: readonly string[]): Promise<string[]> {
    const live = { _id: { $in: codes }, liveSince: { $ne: null }, suspendedSince: null }
    return (await this.authorities.find(live, { _id: 1 }).lean<Pick<StoredAuthority, '_id'>[]>()).map(({ _id }) => _id)
  }

  /** @returns null when they have said so already under that policy */
  attest(code: string, attestation: Attestation): Promise<StoredAuthority | null> {
    assertInTransaction()
    const { by, policy } = attestation
    const notYet = { _id: code, attestations: { $not: { $elemMatch: { by, policy } } } }
    return this.change(notYet, { $push: { attestations: attestation } })
  }

  /** What was attested is attested anew before it goes live again. @returns null when it is not live */
  suspend(code: string, now: Date): Promise<StoredAuthority | null> {
    assertInTransaction()
    const live = { _id: code, liveSince: { $ne: null }, suspendedSince: null }
    return this.change(live, { $set: { suspendedSince: now, attestations: [] } })
  }

  /** @returns null when it is live, or was changed since it was read */
  activate({ _id, attestations }: StoredAuthority, now: Date): Promise<StoredAuthority | null> {
    assertInTransaction()
    const isNot = { $or: [{ liveSince: null }, { suspendedSince: { $ne: null } }] }
    const asRead = { _id, attestations: { $size: attestations.length }, ...isNot }
    return this.change(asRead, { $set: { liveSince: now, suspendedSince: null } })
  }

  private change(which: object, change: object): Promise<StoredAuthority | null> {
    return this.authorities.findOneAndUpdate(which, change, { returnDocument: 'after' }).lean<StoredAuthority>()
  }
}
