import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { newChildId } from '@contactpoint/contracts'
import { isDuplicate, transaction } from '@contactpoint/mongo'
import { randomInt } from 'node:crypto'
import type { Connection } from 'mongoose'
import { StaleChild } from '../children/children.rules.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { heldBackBy } from '../protecting/protecting.rules.ts'
import { ProtectingService } from '../protecting/protecting.service.ts'
import { NearnessService } from '../restrictions/nearness.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { linkOf, NEAR, newChild, schoolIn, type PresentRow, type RowFate } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Makes a child of a row that is nobody the directory knows. */
@Injectable()
export class NewChildrenService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly places: PlacesService,
    private readonly links: LinkingRepository,
    private readonly nearness: NearnessService,
    private readonly protecting: ProtectingService,
  ) {}

  /**
   * Commits the child hidden, and makes it visible when it is not near a restricted one, nor held back by its source.
   *
   * @param before of a record that is known already, though nobody's
   * @throws StaleChild when another writer was first with the record
   */
  async create(row: PresentRow, before: SourceRecord | null): Promise<RowFate> {
    const authority = await this.places.findAuthority(schoolIn(row))
    const childId = newChildId((n) => randomInt(n))
    const link = linkOf(row, before, childId, 'created', new Date())
    const made = newChild(childId, link, authority)
    const child = heldBackBy(row, null, made, made)
    try {
      await transaction(this.connection, async () => {
        await this.links.writeLink(link, before)
        await this.records.insertMany([child])
        if (child !== made) await this.protecting.add(child)
      })
    } catch (error) {
      throw isDuplicate(error) ? new StaleChild() : error
    }
    if (child !== made) await this.protecting.begin(child)
    return (await this.nearness.settle([child])).has(childId) ? { fate: 'created', code: null } : NEAR
  }
}
