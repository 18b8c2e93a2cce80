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

  async findByRole(role: Person['role']): Promise<Person[]> {
    return this.people.find({ role }).lean<Person[]>()
  }
}
