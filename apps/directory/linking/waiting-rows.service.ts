import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import {
  Fault,
  isSameRow,
  MOST_PARKED_LISTED,
  type DecideRow,
  type Nothing,
  type ParkedRows,
  type ReleaseChild,
} from '@contactpoint/contracts'
import { hiddenFactsOf } from '@contactpoint/matching'
import { transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { StaleChild, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService, type Changed, type Meant } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import type { Telling } from '../children/said.rules.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkedChildrenService } from './linked-children.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { leftOut, sourceOf, takenIn, toParkedRow, type RowFate, type RowToApply } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { onlyLast, rowsWaiting, waitingLink } from './waiting-rows.rules.ts'

/** A child with a row taken in, and the record that says so. */
interface Taken {
  meant: Meant
  changed: Changed
  record: SourceRecord
}

/** Rows about shielded children: no feed changes what a shield shows, nor what it hides; its officers do. */
@Injectable()
export class WaitingRowsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly links: LinkingRepository,
    private readonly linked: LinkedChildrenService,
    private readonly restrictions: RestrictionsService,
  ) {}

  /**
   * Keeps what a row says beside what was told. What it would hide counts as hidden from now on: whoever that brings near the child is near
   * it, whatever officers decide.
   *
   * @param changed the child as it would be
   * @throws StaleChild when the child was written since it was read: its shield may be lifted by now
   */
  async keep({ child, record }: Meant, changed: Child, row: RowToApply, before: SourceRecord | null): Promise<RowFate> {
    const code = child.visibility === 'sealed' ? 'sealed' : 'changes-shielded'
    const link = waitingLink(row, before, record.childId, code, new Date())
    await this.restrictions.written(true, async () => {
      if ((await this.records.findById(child.childId))?.version !== child.version) throw new StaleChild()
      await this.links.writeLink(link, before)
      await this.restrictions.keep(child, hiddenFactsOf(toMatchRecord(changed)))
    })
    return { fate: 'parked', code }
  }

  /** The rows about a child that wait for a person. */
  async list(childId: string): Promise<ParkedRows> {
    const parked = await this.links.findParked(await this.parts.idsOf(childId), MOST_PARKED_LISTED)
    const child = parked.length > 0 ? await this.records.findById(childId) : null
    return { rows: parked.map((link) => toParkedRow(link, child)) }
  }

  /** @throws Fault `not-found` where no such row waits any more; `conflict` where it can only be left */
  async decide(ask: DecideRow): Promise<Nothing> {
    const { childId, decision } = ask
    await this.records.untilCurrent(async () => {
      const parked = await this.links.findParked(await this.parts.idsOf(childId), MOST_PARKED_LISTED)
      const link = parked.find(({ _id, batchId, row }) => isSameRow({ source: sourceOf(_id), batchId, row }, ask))
      if (!link) throw Fault.notFound()
      if (decision === 'take') return this.take(link)
      return transaction(this.connection, () => this.links.writeLink(leftOut(link), link))
    })
    await this.restrictions.lookAgain(childId)
    return {}
  }

  /** Takes the marks of a child off, and in what its shield has kept waiting: from now on feeds say what they know again. */
  async release(ask: ReleaseChild): Promise<Nothing> {
    await this.restrictions.release(ask)
    const ids = await this.parts.idsOf(ask.childId)
    await this.records.untilCurrent(async () => {
      for (const link of await this.links.findWaiting(ids)) await this.takeOfReleased(link)
    })
    return {}
  }

  private async takeOfReleased(link: SourceRecord): Promise<void> {
    const taken = await this.taken(link, rowsWaiting(link))
    if (taken && !taken.meant.child.restricted) await this.write(taken, link)
  }

  private async take(link: SourceRecord): Promise<void> {
    const taken = await this.taken(link, link.waiting ? [onlyLast(link.waiting)] : [])
    if (!taken) throw new Fault('conflict', 'What this row says is of somebody else: it can only be left')
    await this.write(taken, link)
  }

  private async write({ meant, changed, record }: Taken, before: SourceRecord): Promise<void> {
    await this.linked.write(meant, changed, () => this.links.writeLink(record, before))
  }

  /** What would be, with rows taken in that wait; null where there are none: what waits can only be left. */
  private async taken(link: SourceRecord, rows: readonly Telling[]): Promise<Taken | null> {
    const { childId } = link
    const [meant] = childId && rows.length > 0 ? await this.parts.meantBy(childId) : []
    if (!meant) return null
    const record = takenIn(link, rows)
    const school = rows.findLast(({ said }) => said.education)?.said.education
    const changed = await this.linked.withRecord(meant, record, school?.schoolUrn)
    return { meant, changed, record }
  }
}
