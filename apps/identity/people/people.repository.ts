import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'
import type { Person } from './people.schema.ts'

@Injectable()
export class PeopleRepository {
  constructor(@InjectModel('Person') private readonly people: Model<Person>) {}

  async findByUsername(username: string): Promise<Person | null> {
    return this.people.findOne({ username: { $eq: username } }).lean<Person>()
  }

  async findById(personId: string): Promise<Person | null> {
    return this.people.findById(personId).lean<Person>()
  }
}
