import { Injectable } from '@nestjs/common'
import { AGREEMENT_VERSION } from '@contactpoint/contracts'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { people, type Person, type Preconditions } from './people.schema.ts'

/** What may change of an account. */
export type PersonChange = Partial<
  Pick<Person, 'approvedBy' | 'agreement' | 'attestedUntil' | 'closedAt' | 'home'> & { 'contact.name': string } & {
    [Name in keyof Preconditions as `preconditions.${Name}`]: Date
  }
>

/** Where an account keeps days. */
const ENDING = [
  'attestedUntil',
  ...['identityCheck', 'enhancedDisclosure', 'training', 'officerVetting'].map((name) => `preconditions.${name}`),
]

/** Accounts that somebody looks after. */
export type AccountsOf = Partial<Pick<Person, 'organisationId' | 'authority'>> & { isClosed: boolean }

@Injectable()
export class PeopleRepository {
  constructor(@InjectCollection(people) private readonly people: Model<Person>) {}

  async add(person: Person): Promise<void> {
    assertInTransaction()
    await this.people.create([person])
  }

  async change(personId: string, change: PersonChange, condition: object): Promise<Person | null> {
    assertInTransaction()
    return this.people
      .findOneAndUpdate({ _id: personId, ...condition }, { $set: change as object }, { returnDocument: 'after' })
      .lean<Person>()
  }

  findSome({ isClosed, ...of }: AccountsOf, most: number): Promise<Person[]> {
    return this.people
      .find({ ...of, closedAt: isClosed ? { $ne: null } : null })
      .sort({ username: 1 })
      .limit(most)
      .lean<Person[]>()
  }

  async findByUsername(username: string): Promise<Person | null> {
    return this.people.findOne({ username: { $eq: username } }).lean<Person>()
  }

  async findById(personId: string): Promise<Person | null> {
    return this.people.findById(personId).lean<Person>()
  }

  /** Keeps until when somebody holds the grant to override shields; null: not any more. */
  async setOverride(personId: string, until: Date | null): Promise<void> {
    await this.people.updateOne({ _id: personId }, { $set: { overrideUntil: until } })
  }

  /** Keeps until when somebody is trained for their role; null: a module is missing. */
  async setTraining(personId: string, until: Date | null): Promise<void> {
    await this.people.updateOne({ _id: personId }, { $set: { 'preconditions.training': until } })
  }

  /** Every account of somebody. */
  async findAccountsOf(identity: string): Promise<Person[]> {
    return this.people.find({ $or: [{ _id: identity }, { identity }] }).lean<Person[]>()
  }

  /** Keeps that a case suspends an account, or does no longer. */
  async setSuspended(personId: string, caseId: string, isSuspended: boolean): Promise<void> {
    const change = isSuspended ? { $addToSet: { suspendedBy: caseId } } : { $pull: { suspendedBy: caseId } }
    await this.people.updateOne({ _id: personId }, change)
  }

  /** Sealed, of the people of an organisation who said where they live. */
  async findHomes(organisation: string, most: number): Promise<Required<Pick<Person, '_id' | 'home'>>[]> {
    return this.people
      .find({ organisation: { $eq: organisation }, home: { $exists: true } }, { home: 1 })
      .limit(most)
      .lean<Required<Pick<Person, '_id' | 'home'>>[]>()
  }

  /** Accounts in use of which anything that has a day ends before that, the oldest word of a manager first. @param authority left out: of all */
  findLapsing(until: Date, authority: string | undefined, most: number): Promise<Person[]> {
    const ends = { $ne: null, $lt: until }
    return this.people
      .find({
        ...(authority !== undefined && { authority: { $eq: authority } }),
        ...{ closedAt: null, approvedBy: { $ne: null } },
        $or: [
          ...ENDING.map((field) => ({ [field]: ends })),
          { 'agreement.version': { $exists: true, $ne: AGREEMENT_VERSION } },
        ],
      })
      .sort({ attestedUntil: 1 })
      .limit(most)
      .lean<Person[]>()
  }

  /** @param authority left out: of all */
  async findByRole(role: Person['role'], authority?: string): Promise<Person[]> {
    return this.people.find({ role, ...(authority !== undefined && { authority }) }).lean<Person[]>()
  }
}
