import { Injectable } from '@nestjs/common'
import { MOST_COLLEAGUES, type HouseholdsListed, type OwnRelations } from '@contactpoint/contracts'
import { randomBytes } from 'node:crypto'
import { PeopleService } from '../people/people.service.ts'
import { householdsOf, ownRelations } from './relations.rules.ts'

const SALT_BYTES = 16

/** What people have in common with children is found out from this, by who has the children; neither tells the other a name or a postcode. */
@Injectable()
export class RelationsService {
  constructor(private readonly people: PeopleService) {}

  async own(personId: string): Promise<OwnRelations> {
    return ownRelations(newSalt(), await this.people.homeOf(personId))
  }

  async households(organisation: string): Promise<HouseholdsListed> {
    return householdsOf(newSalt(), await this.people.homesOf(organisation, MOST_COLLEAGUES))
  }
}

function newSalt(): string {
  return randomBytes(SALT_BYTES).toString('base64url')
}
