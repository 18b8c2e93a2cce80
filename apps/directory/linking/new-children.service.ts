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
import { linkOf, newChild, type RowFate, type RowToApply } from './linking.rules.ts'

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

  /** The rows that are plainly new: no link, nobody with the same exact key, in the directory or among these rows. */
  async plainlyNew(rows: RowToApply[]): Promise<RowToApply[]> {
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
   * @returns null when another writer was first with one of the records: the rows must then be looked at one by one
   */
  async create(rows: RowToApply[]): Promise<Map<string, RowFate> | null> {
    const authorities = await this.places.findAuthorities(
      rows.flatMap(({ record }) => record.education?.schoolUrn ?? []),
    )
    const now = new Date()
    const made = rows.map((row) => {
      const authority = authorities.get(row.record.education?.schoolUrn ?? '') ?? null
      return {
        row,
        child: newChild(
          newChildId((n) => randomInt(n)),
          row,
          authority,
          now,
        ),
      }
    })
    try {
      await this.commit(made)
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
    const visible = await this.nearness.settle(made.map(({ child }) => child))
    return new Map(made.map(({ row, child }) => [row.linkId, visible.has(child.childId) ? CREATED : QUARANTINED]))
  }

  private async commit(made: { row: RowToApply; child: Child }[]): Promise<void> {
    const children = made.map(({ child }) => child)
    await transaction(this.connection, async () => {
      await this.links.addLinks(made.map(({ row, child }) => linkOf(row, child.childId, 'created')))
      await this.records.insertMany(children)
    })
  }
}

const CREATED: RowFate = { fate: 'created', code: null }
const QUARANTINED: RowFate = { fate: 'parked', code: 'near-restricted' }
