import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { organisations, type Accreditation, type StoredOrganisation } from './organisations.schema.ts'

@Injectable()
export class OrganisationsRepository {
  constructor(@InjectCollection(organisations) private readonly organisations: Model<StoredOrganisation>) {}

  async add(organisation: StoredOrganisation): Promise<void> {
    await this.organisations.create([organisation])
  }

  find(organisationId: string): Promise<StoredOrganisation | null> {
    return this.organisations.findById(organisationId).lean<StoredOrganisation>()
  }

  findSome(organisationIds: readonly string[]): Promise<StoredOrganisation[]> {
    return this.organisations.find({ _id: { $in: organisationIds } }).lean<StoredOrganisation[]>()
  }

  /** Of an authority, by name. */
  findOf(authority: string, most: number): Promise<StoredOrganisation[]> {
    return this.organisations
      .find({ authority: { $eq: authority } })
      .sort({ name: 1 })
      .limit(most)
      .lean<StoredOrganisation[]>()
  }

  /** Whose accreditation ends before that, what ends first. @param authority left out: of all */
  findLapsing(until: Date, authority: string | undefined, most: number): Promise<StoredOrganisation[]> {
    return this.organisations
      .find({
        accreditedUntil: { $ne: null, $lt: until },
        ...(authority !== undefined && { authority: { $eq: authority } }),
      })
      .sort({ accreditedUntil: 1 })
      .limit(most)
      .lean<StoredOrganisation[]>()
  }

  accredit(organisationId: string, accreditation: Accreditation): Promise<StoredOrganisation | null> {
    assertInTransaction()
    const change = { $set: { accreditedUntil: accreditation.until }, $push: { accreditations: accreditation } }
    return this.organisations
      .findByIdAndUpdate(organisationId, change, { returnDocument: 'after' })
      .lean<StoredOrganisation>()
  }

  confirmContact(
    organisationId: string,
    contact: Pick<StoredOrganisation, 'phone' | 'email' | 'contactConfirmedAt'>,
  ): Promise<StoredOrganisation | null> {
    assertInTransaction()
    return this.organisations
      .findByIdAndUpdate(organisationId, { $set: contact }, { returnDocument: 'after' })
      .lean<StoredOrganisation>()
  }

  disaccredit(organisationId: string): Promise<StoredOrganisation | null> {
    assertInTransaction()
    return this.organisations
      .findByIdAndUpdate(organisationId, { $set: { accreditedUntil: null } }, { returnDocument: 'after' })
      .lean<StoredOrganisation>()
  }
}
