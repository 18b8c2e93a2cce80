import { Injectable } from '@nestjs/common'
import { MOST_COLLEAGUES, type RelationsListed } from '@contactpoint/contracts'
import { randomBytes } from 'node:crypto'
import { PeopleService } from '../people/people.service.ts'
import { relationsOf } from './relations.rules.ts'

const SALT_BYTES = 16

/** What people have in common with children is found out from this, by who has the children; neither tells the other a name or a postcode. */
@Injectable()
export class RelationsService {
  constructor(private readonly people: PeopleService) {}

  async of(organisation: string): Promise<RelationsListed> {
    const salt = randomBytes(SALT_BYTES).toString('base64url')
    return relationsOf(salt, await this.people.homesOf(organisation, MOST_COLLEAGUES + 1))
  }
}
