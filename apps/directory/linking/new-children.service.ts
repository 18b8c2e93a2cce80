import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { newChildId } from '@contactpoint/contracts'
import { isDuplicate, transaction } from '@contactpoint/mongo'
import { exactKeyOf } from '@contactpoint/matching'
import { randomInt } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { NearnessService } from '../restrictions/nearness.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { StaleChild } from '../children/children.rules.ts'
import { isPresent, linkOf, newChild, type PresentRow, type RowFate, type RowToApply } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** Makes children of rows that are nobody the directory knows: many in one transaction, since most of a first load is that. */
@Injectable()
export class NewChildrenService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly places: PlacesService,
    private readonly links: LinkingRepository,
    private readonly nearness: NearnessService,
  ) {}

  /** The rows that are plainly new: of the living, no link, nobody with the same exact key, in the directory or among these rows. */
  async plainlyNew(all: RowToApply[]): Promise<PresentRow[]> {
    const rows = all.filter(isPresent).filter(({ record }) => record.kind !== 'died')
    const links = await this.links.findLinks(rows.map(({ linkId }) => linkId))
    const keys = rows.flatMap(({ record }) => exactKeyOf(record) ?? [])
    const taken = await this.parts.keysInUse(keys.map((key) => `exact:${key}`))
    const count = Map.groupBy(keys, (key) => key)
    return rows.filter(({ linkId, record }) => {
      const key = exactKeyOf(record)
      const isAlone = key === null || (count.get(key)!.length === 1 && !taken.has(`exact:${key}`))
      return isAlone && !links.has(linkId)
    })
  }

  /**
   * Commits the children hidden, all or none, and makes visible those that are not near a restricted one.
   *
   * @param before of records that are known already, though nobody's: what was read of them
   * @returns null when another writer was first with one of the records: the rows must then be looked at one by one
   */
  async create(
    rows: PresentRow[],
    before: ReadonlyMap<string, SourceRecord> = new Map(),
  ): Promise<Map<string, RowFate> | null> {
    const authorities = await this.places.findAuthorities(
      rows.flatMap(({ record }) => record.education?.schoolUrn ?? []),
    )
    const now = new Date()
    const made = rows.map((row): Made => {
      const childId = newChildId((n) => randomInt(n))
      const link = linkOf(row, before.get(row.linkId) ?? null, childId, 'created', now)
      const authority = authorities.get(row.record.education?.schoolUrn ?? '') ?? null
      return { link, child: newChild(childId, link, authority) }
    })
    try {
      await this.commit(made, before)
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
    const visible = await this.nearness.settle(made.map(({ child }) => child))
    return new Map(made.map(({ link, child }) => [link._id, visible.has(child.childId) ? CREATED : QUARANTINED]))
  }

  private async commit(made: Made[], before: ReadonlyMap<string, SourceRecord>): Promise<void> {
    const links = Map.groupBy(
      made.map(({ link }) => link),
      ({ _id }) => before.has(_id),
    )
    await transaction(this.connection, async () => {
      await this.links.addLinks(links.get(false) ?? [])
      for (const link of links.get(true) ?? [])
        if (!(await this.links.writeLink(link, before.get(link._id)!))) throw new StaleChild()
      await this.records.insertMany(made.map(({ child }) => child))
    })
  }
}

/** A child, and the record that it was made of. */
interface Made {
  link: SourceRecord
  child: Child
}

const CREATED: RowFate = { fate: 'created', code: null }
const QUARANTINED: RowFate = { fate: 'parked', code: 'near-restricted' }
