import { Injectable } from '@nestjs/common'
import { PeopleRepository } from './people.repository.ts'
import type { Person } from './people.schema.ts'

/** Who may use the directory. */
@Injectable()
export class PeopleService {
  constructor(private readonly people: PeopleRepository) {}

  findByUsername(username: string): Promise<Person | null> {
    return this.people.findByUsername(username)
  }

  findById(personId: string): Promise<Person | null> {
    return this.people.findById(personId)
  }
}
