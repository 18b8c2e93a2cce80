import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { newChildId } from '@contactpoint/contracts'
import { isDuplicate, transaction } from '@contactpoint/mongo'
import { randomInt, randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { StaleChild } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService, type Meant } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { NearnessService, type AsJudged } from '../restrictions/nearness.service.ts'
import type { ToDecide } from './deciding.rules.ts'
import { DecidingService, type Decided } from './deciding.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { fateByVersion, isPresent, isRepeated, NEAR, schoolIn, type RowFate, type RowToApply } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { firstOfEach, planOf, type Fresh, type KnownOfRow, type Plan } from './many-rows.rules.ts'

/**
 * Applies rows together, reading and writing once for all of them: nearly every row of a file is plain. What is not, and everything where
 * somebody else was first, is left to be looked at one by one.
 */
@Injectable()
export class ManyRowsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly places: PlacesService,
    private readonly links: LinkingRepository,
    private readonly nearness: NearnessService,
    private readonly deciding: DecidingService,
  ) {}

  /** Applies those that are plain, and the first among the rows that they meet. @returns their fates, by the id of their record */
  async apply(rows: RowToApply[]): Promise<Map<string, RowFate>> {
    const known = await this.read(rows)
    const fresh: Fresh = { childId: () => newChildId((n) => randomInt(n)), questionId: randomUUID, now: new Date() }
    const plans = rows.map((row, n) => planOf(row, known[n]!, fresh))
    const written = await this.write(firstOfEach(rows, plans, known))
    return new Map(
      written.map(({ row, fate, child }) => [row.linkId, child?.visibility === 'quarantined' ? NEAR : fate]),
    )
  }

  /** What is known of each row. */
  private async read(rows: RowToApply[]): Promise<KnownOfRow[]> {
    const links = await this.links.findLinks(rows.map(({ linkId }) => linkId))
    const linkOf = (row: RowToApply): SourceRecord | null => links.get(row.linkId) ?? null
    const isUnlinked = (row: RowToApply): boolean => !linkOf(row)?.childId
    const byId = await this.parts.meantByIds([...links.values()].flatMap(({ childId }) => childId ?? []))
    const found = await this.deciding.candidatesOf(rows.filter(isUnlinked))
    const candidates = rows.map((row): readonly Meant[] => {
      const childId = linkOf(row)?.childId
      return childId ? [byId.get(childId) ?? []].flat() : found.get(row)!.candidates
    })
    const changed = rows.flatMap((row, n) => (saysNothingNew(row, linkOf(row)) ? [] : candidates[n]!))
    const meant = new Set(changed.map(({ record }) => record.childId))
    const records = await this.links.findOfEach([...meant])
    const urns = rows.map((row) => schoolIn(row) ?? '')
    const authorities = await this.places.findAuthorities(urns.filter(Boolean))
    const decisions = await this.decisions(rows, linkOf, candidates, records)
    return rows.map((row, n) => ({
      link: linkOf(row),
      candidates: candidates[n]!,
      keys: found.get(row)?.keys ?? [],
      decided: decisions.get(row) ?? null,
      records,
      authority: authorities.get(urns[n]!) ?? null,
    }))
  }

  /** Of each row of which it must be asked. */
  private async decisions(
    rows: RowToApply[],
    linkOf: (row: RowToApply) => SourceRecord | null,
    candidates: readonly (readonly Meant[])[],
    records: ToDecide['records'],
  ): Promise<Map<RowToApply, Decided>> {
    const open = rows.flatMap((row, n) => {
      const link = linkOf(row)
      return isPresent(row) && !saysNothingNew(row, link) ? [{ row, link, candidates: candidates[n]!, records }] : []
    })
    const decided = await this.deciding.decide(open)
    return new Map(open.map(({ row }, n) => [row, decided[n]!]))
  }

  /** All or nothing. @returns the plans as they were carried out; none when somebody else was first with one of them */
  private async write(plans: Plan[]): Promise<Plan[]> {
    const unseen = plans.flatMap(({ child }) => (child?.visibility === 'hidden' ? [child] : []))
    try {
      return await this.nearness.written(unseen, async ({ of, keep }) => {
        const judged = plans.map((plan) => ({ ...plan, child: plan.child && of(plan.child) }))
        const written = judged.filter(({ link, child }) => link || child)
        if (written.length > 0) await transaction(this.connection, () => this.writeAll(written, keep))
        return judged
      })
    } catch (error) {
      if (error instanceof StaleChild || isDuplicate(error)) return []
      throw error
    }
  }

  private async writeAll(plans: Plan[], keep: AsJudged['keep']): Promise<void> {
    const children = (isNew: boolean): Child[] => plans.flatMap((plan) => (plan.isNew === isNew && plan.child) || [])
    await this.links.writeMany(plans.flatMap(({ link, before }) => (link ? [{ link, before }] : [])))
    await this.records.insertMany(children(true))
    await this.records.replaceMany(children(false))
    await keep()
  }
}

/** What has been said of the child need not be known. */
function saysNothingNew(row: RowToApply, link: SourceRecord | null): boolean {
  return fateByVersion(row, link) !== null || isRepeated(row, link)
}
