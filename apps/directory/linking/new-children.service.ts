import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { newChildId } from '@contactpoint/contracts'
import { isDuplicate, transaction } from '@contactpoint/mongo'
import { randomInt, randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { isHeldBack, StaleChild } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { heldBackBy } from '../protecting/protecting.rules.ts'
import { ProtectingService } from '../protecting/protecting.service.ts'
import { NearnessService, type AsJudged } from '../restrictions/nearness.service.ts'
import { takenLink, type ByModel } from './asked.rules.ts'
import { LinkingRepository } from './linking.repository.ts'
import { NEAR, newChild, schoolIn, type PresentRow, type RowFate } from './linking.rules.ts'
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
   * The child is seen unless it is near a restricted one, or held back by its source.
   *
   * @param before of a record that is known already, though nobody's
   * @throws StaleChild when another writer was first with the record
   */
  async create(row: PresentRow, before: SourceRecord | null, by: ByModel): Promise<RowFate> {
    const authority = await this.places.findAuthority(schoolIn(row))
    const childId = newChildId((n) => randomInt(n))
    const fresh = { questionId: randomUUID, now: new Date() }
    const link = takenLink(row, before, childId, 'created', fresh, by)
    const made = newChild(childId, link, authority)
    const child = heldBackBy(row, null, made, made)
    const written = await this.add(child, () => this.links.writeLink(link, before))
    return written.visibility === 'quarantined' ? NEAR : { fate: 'created', code: null }
  }

  /**
   * Writes a child of whom nobody knew.
   *
   * @param records writes the records of sources that say so, in the same transaction
   * @returns the child as it is kept
   * @throws StaleChild when another writer was first with a record
   */
  async add(child: Child, records: () => Promise<void>): Promise<Child> {
    const written = await this.nearness.written([child], async ({ of, keep }) => {
      await this.insert(of(child), records, keep)
      return of(child)
    })
    if (isHeldBack(child)) await this.protecting.begin(child)
    return written
  }

  private async insert(child: Child, records: () => Promise<void>, keep: AsJudged['keep']): Promise<void> {
    try {
      await transaction(this.connection, async () => {
        await records()
        await this.records.insertMany([child])
        if (isHeldBack(child)) await this.protecting.add(child)
        await keep()
      })
    } catch (error) {
      throw isDuplicate(error) ? new StaleChild() : error
    }
  }
}
