import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import {
  Fault,
  MOST_NEAR_LISTED,
  NEAR_EFFECTS,
  type DecideNear,
  type ListNear,
  type NearListed,
  type Nothing,
} from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { toVisibleChild } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LookalikesService } from './lookalikes.service.ts'
import { nearRowId, NearRowsRepository } from './near-rows.repository.ts'
import { NearnessService } from './nearness.service.ts'
import { seenOf } from './restrictions.rules.ts'
import type { NearRow } from './restrictions.schema.ts'

/** What people decide of records near a restricted child, and their way back. */
@Injectable()
export class NearRecordsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly rows: NearRowsRepository,
    private readonly nearness: NearnessService,
    private readonly lookalikes: LookalikesService,
  ) {}

  /** @throws Fault `not-found` for a child that is not restricted, or of another authority than the one that asks */
  async list({ childId, authority }: ListNear): Promise<NearListed> {
    const child = await this.records.findById(childId)
    if (!child?.restricted || (authority !== undefined && authority !== child.authority)) throw Fault.notFound()
    const rows = onePerEffect(await this.rows.findOf(await this.parts.idsOf(childId), MOST_NEAR_LISTED))
    const others = await this.othersOf(rows)
    const records = rows.flatMap(({ other, effect, common, state }) => {
      const record = others.get(other)
      return record && isAnother(record, child) ? [{ child: toVisibleChild(record), effect, common, state }] : []
    })
    return { authority: child.authority, records }
  }

  /** The records that rows are about, by id, of those that are records of their own still. */
  private async othersOf(rows: readonly NearRow[]): Promise<Map<string, Child>> {
    const found = await this.records.findMany(rows.map(({ other }) => other))
    return new Map(found.map((one) => [one.childId, one]))
  }

  /** Those of these restricted children whose list has a record of which nobody has decided. */
  async findOpen(restricted: string[]): Promise<string[]> {
    const rows = await this.rows.findOpen(restricted)
    const children = await this.parts.meantByIds(restricted)
    const others = await this.othersOf(rows)
    const isListed = ({ restricted: id, other }: NearRow): boolean => {
      const [record, child] = [others.get(other), children.get(id)?.child]
      return record !== undefined && child !== undefined && isAnother(record, child)
    }
    return [...new Set(rows.filter(isListed).map((row) => row.restricted))]
  }

  /**
   * Keeps the decision, and takes back what it is about when nothing else is open: whoever is another child may still be of the
   * household.
   *
   * @throws Fault `not-found` when it is not near that child
   */
  async decide({ childId, otherId, decision, code, by }: DecideNear): Promise<Nothing> {
    const other = await this.records.findById(otherId)
    if (!other) throw Fault.notFound()
    const decided = { state: decision, seen: seenOf(other), code, by, at: new Date() }
    const effects = decision === 'not-the-child' ? (['invisible', 'told'] as const) : NEAR_EFFECTS
    const restricted = await this.parts.idsOf(childId)
    const ids = restricted.flatMap((id) => effects.map((effect) => nearRowId(id, otherId, effect)))
    await transaction(this.connection, async () => {
      if (!(await this.rows.decide(ids, decided))) throw Fault.notFound()
      await this.lookalikes.keep(restricted)
    })
    await this.nearness.reconsider(otherId)
    return {}
  }
}

/** What was merged is near the same records by more than one of its parts: the first, which is an open one if there is any. */
function onePerEffect(rows: NearRow[]): NearRow[] {
  return [...new Map(rows.toReversed().map((row) => [`${row.other}:${row.effect}`, row])).values()].reverse()
}

/** Not the child itself; and to the desk of another authority there is no child who is sealed. */
function isAnother({ childId, visibility, authority }: Child, child: Child): boolean {
  return childId !== child.childId && !(visibility === 'sealed' && authority !== child.authority)
}
