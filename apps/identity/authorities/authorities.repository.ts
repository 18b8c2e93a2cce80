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

  findAll(): Promise<StoredAuthority[]> {
    return this.authorities.find().sort({ wave: 1, _id: 1 }).lean<StoredAuthority[]>()
  }

  async findLive(codes: readonly string[]): Promise<string[]> {
    const live = { _id: { $in: codes }, liveSince: { $ne: null }, suspendedSince: null }
    return (await this.authorities.find(live, { _id: 1 }).lean<Pick<StoredAuthority, '_id'>[]>()).map(({ _id }) => _id)
  }

  attest(code: string, attestation: Attestation): Promise<StoredAuthority | null> {
    assertInTransaction()
    return this.change(
      { _id: code, 'attestations.by': { $ne: attestation.by } },
      { $push: { attestations: attestation } },
    )
  }

  /** What was attested is attested anew before it goes live again. */
  suspend(code: string, now: Date): Promise<StoredAuthority | null> {
    assertInTransaction()
    return this.change({ _id: code, liveSince: { $ne: null } }, { $set: { suspendedSince: now, attestations: [] } })
  }

  activate(code: string, now: Date): Promise<StoredAuthority | null> {
    assertInTransaction()
    return this.change({ _id: code }, { $set: { liveSince: now, suspendedSince: null } })
  }

  private change(which: object, change: object): Promise<StoredAuthority | null> {
    return this.authorities.findOneAndUpdate(which, change, { returnDocument: 'after' }).lean<StoredAuthority>()
  }
}
