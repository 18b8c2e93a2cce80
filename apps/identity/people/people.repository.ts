import { Injectable } from '@nestjs/common'
import { bytesOf, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { people, type Person } from './people.schema.ts'

@Injectable()
export class PeopleRepository {
  constructor(@InjectCollection(people) private readonly people: Model<Person>) {}

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
  async findHomes(organisation: string, most: number): Promise<Uint8Array[]> {
    const found = await this.people
      .find({ organisation: { $eq: organisation }, home: { $exists: true } }, { home: 1 })
      .limit(most)
      .lean<Pick<Person, 'home'>[]>()
    return found.map(({ home }) => bytesOf(home!))
  }

  async findByRole(role: Person['role']): Promise<Person[]> {
    return this.people.find({ role }).lean<Person[]>()
  }
}
