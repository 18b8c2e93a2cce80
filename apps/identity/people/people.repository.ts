import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
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

  async findByRole(role: Person['role']): Promise<Person[]> {
    return this.people.find({ role }).lean<Person[]>()
  }
}
