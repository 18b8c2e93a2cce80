import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { isDuplicate, transaction } from '@contactpoint/mongo'
import { type AppliedFates, type ApplyRecords } from '@contactpoint/contracts'
import { blockingKeys, decideLink, exactKeyOf } from '@contactpoint/matching'
import type { ClientSession, Connection } from 'mongoose'
import pLimit from 'p-limit'
import { StaleChild } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { PlacesService } from '../places/places.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import {
  changesVisible,
  fateByVersion,
  linkOf,
  toCandidate,
  toMatchRecord,
  toRow,
  withRow,
  type RowFate,
  type RowToApply,
} from './linking.rules.ts'
import type { SourceLink } from './linking.schema.ts'
import { NearnessService } from './nearness.service.ts'
import { NewChildrenService } from './new-children.service.ts'

/** Birth dates worked on at a time. Rows of one birth date follow each other: two of them may be the same child. */
const AT_ONCE = 8

@Injectable()
export class LinkingService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly places: PlacesService,
    private readonly links: LinkingRepository,
    private readonly nearness: NearnessService,
    private readonly newChildren: NewChildrenService,
  ) {}

  /** Applies a chunk of rows; each is safe to apply again. Those that are plainly new together, the others one by one. */
  async apply({ source, batchId, rows }: ApplyRecords): Promise<AppliedFates> {
    const toApply = rows.map((row) => toRow(source, batchId, row))
    const created = await this.createPlainlyNew(toApply)
    const others = await this.applyOneByOne(toApply.filter(({ linkId }) => !created.has(linkId)))
    const fates = new Map([...created, ...others])
    return { fates: toApply.map(({ record, linkId }) => ({ recordId: record.recordId, ...fates.get(linkId)! })) }
  }

  private async createPlainlyNew(rows: RowToApply[]): Promise<Map<string, RowFate>> {
    const plainlyNew = await this.newChildren.plainlyNew(rows)
    if (plainlyNew.length === 0) return new Map()
    return (await this.newChildren.create(plainlyNew)) ?? new Map<string, RowFate>()
  }

  private async applyOneByOne(rows: RowToApply[]): Promise<Map<string, RowFate>> {
    const fates = new Map<string, RowFate>()
    const limit = pLimit(AT_ONCE)
    const groups = [...Map.groupBy(rows, ({ record }) => record.dateOfBirth).values()]
    await Promise.all(
      groups.map((group) =>
        limit(async () => {
          for (const row of group) fates.set(row.linkId, await this.applyRow(row))
        }),
      ),
    )
    return fates
  }

  /** Starts over when the child or the link was written by somebody else meanwhile. */
  private async applyRow(row: RowToApply): Promise<RowFate> {
    for (;;) {
      try {
        const link = (await this.links.findLinks([row.linkId])).get(row.linkId) ?? null
        const fate = fateByVersion(row, link)
        return fate ? await this.finish(fate, link) : await this.link(row, link)
      } catch (error) {
        if (!(error instanceof StaleChild) && !isDuplicate(error)) throw error
      }
    }
  }

  /** A row that was applied already, but whose child was left hidden by a crash before it was checked, is checked now. */
  private async finish(fate: RowFate, link: SourceLink | null): Promise<RowFate> {
    const isOpen = fate.fate !== 'refused' && fate.fate !== 'parked'
    const child = isOpen && link?.childId ? await this.records.findById(link.childId) : null
    if (child?.visibility === 'quarantined') return { fate: 'parked', code: 'near-restricted' }
    return child?.visibility === 'hidden' ? this.settle(child, fate.fate, isNew(child, link)) : fate
  }

  private async link(row: RowToApply, link: SourceLink | null): Promise<RowFate> {
    const candidates = await this.candidates(row, link)
    const decision = decideLink(
      row.record,
      candidates.map((child) => toCandidate(child, child.childId === link?.childId)),
    )
    if (decision.decision === 'unsure') return this.park(row, link, link?.childId ?? null, decision.reason)
    if (decision.decision === 'new') return this.create(row)
    const urn = row.record.education?.schoolUrn ?? ''
    const authority = (await this.places.findAuthorities([urn])).get(urn) ?? null
    return this.update(
      candidates.find(({ childId }) => childId === decision.childId)!,
      row,
      link,
      authority,
    )
  }

  private async candidates(row: RowToApply, link: SourceLink | null): Promise<Child[]> {
    const exact = exactKeyOf(row.record)
    const equal = exact === null || link?.childId ? [] : await this.links.findByKeys([`exact:${exact}`], false)
    return this.records.findMany([...equal, ...(link?.childId ? [link.childId] : [])])
  }

  /** A duplicate means that another writer was first: the caller starts over. */
  private async create(row: RowToApply): Promise<RowFate> {
    const created = await this.newChildren.create([row])
    if (!created) throw new StaleChild()
    return created.get(row.linkId)!
  }

  private async update(
    child: Child,
    row: RowToApply,
    before: SourceLink | null,
    authority: string | null,
  ): Promise<RowFate> {
    const changed = withRow(child, row, authority, new Date())
    if (child.restricted && changesVisible(child, changed))
      return this.park(row, before, child.childId, 'changes-shielded')
    const fate = changed === child ? 'unchanged' : 'updated'
    const mustSettle = child.visibility === 'hidden' || mustHide(child, changed)
    const written: Child = mustSettle ? { ...changed, visibility: 'hidden' } : changed
    await transaction(this.connection, async (session) => {
      await this.writeLink(linkOf(row, child.childId, fate), before, session)
      if (fate === 'unchanged') return
      await this.records.replace(written, session)
      await this.writeKeys(written, session)
    })
    if (child.visibility === 'quarantined') return { fate: 'parked', code: 'near-restricted' }
    return mustSettle ? this.settle(written, fate, isNew(child, before)) : { fate, code: null }
  }

  private async settle(child: Child, fate: RowFate['fate'], asNew: boolean): Promise<RowFate> {
    const isVisible = await this.nearness.settle(child, asNew)
    return isVisible ? { fate, code: null } : { fate: 'parked', code: 'near-restricted' }
  }

  private async park(
    row: RowToApply,
    before: SourceLink | null,
    childId: string | null,
    code: string,
  ): Promise<RowFate> {
    await transaction(this.connection, (session) =>
      this.writeLink(linkOf(row, childId, 'parked', code), before, session),
    )
    return { fate: 'parked', code }
  }

  private async writeLink(link: SourceLink, before: SourceLink | null, session: ClientSession): Promise<void> {
    if (!(await this.links.writeLink(link, before, session))) throw new StaleChild()
  }

  private async writeKeys(child: Child, session: ClientSession): Promise<void> {
    await this.links.replaceKeys(child.childId, blockingKeys(toMatchRecord(child)), child.restricted, session)
  }
}

/** What changes how a child is found may bring it near a restricted one. A restricted child is covered by its own shield. */
function mustHide(child: Child, changed: Child): boolean {
  return child.visibility === 'visible' && !child.restricted && keysText(child) !== keysText(changed)
}

/** A child that is still hidden was never seen, unless the row's link says that the row was hiding it. */
function isNew(child: Child, link: SourceLink | null): boolean {
  return child.visibility === 'hidden' && link?.fate !== 'updated'
}

function keysText(child: Child): string {
  return blockingKeys(toMatchRecord(child)).join()
}
