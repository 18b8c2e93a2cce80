import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { PartsService, type Meant } from '../children/parts.service.ts'
import { heldBackBy, protects } from '../protecting/protecting.rules.ts'
import { askedLink, takenLink, type ByModel } from './asked.rules.ts'
import { isQuestion, isSaidToBeNobody, saidAgain } from './deciding.rules.ts'
import { DecidingService, type Decided } from './deciding.service.ts'
import { LinkedChildrenService } from './linked-children.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import {
  fateByVersion,
  isNoNews,
  isPresent,
  isRepeated,
  linkOf,
  makesNobody,
  NEAR,
  parkedLink,
  schoolIn,
  type PresentRow,
  type RowFate,
  type RowToApply,
} from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'
import { MovedTogetherService } from './moved-together.service.ts'
import { NewChildrenService } from './new-children.service.ts'
import { isAskedAlike, mayBeJudged, rowThatWaits } from './rows-that-wait.rules.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'

/** Applies a row that is looked at alone. */
@Injectable()
export class OneRowService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly links: LinkingRepository,
    private readonly linked: LinkedChildrenService,
    private readonly deciding: DecidingService,
    private readonly newChildren: NewChildrenService,
    private readonly waiting: WaitingRowsService,
    private readonly movedTogether: MovedTogetherService,
  ) {}

  /**
   * Starts over when the child or the link was written by somebody else meanwhile.
   *
   * @param changed takes the restricted children of whom rows say something else: what is around them is looked at once, however many rows came
   */
  apply(row: RowToApply, changed: Set<string>): Promise<RowFate> {
    return this.records.untilCurrent(async () => {
      const link = (await this.links.findLinks([row.linkId])).get(row.linkId) ?? null
      const fate = fateByVersion(row, link)
      if (fate) return this.finish(fate, link, changed)
      if (link?.childId && isRepeated(row, link)) return this.repeat(row, link, link.childId, changed)
      return isPresent(row) ? this.link(row, link, changed) : this.changeLinked(row, link, changed)
    })
  }

  /**
   * Decides about a row anew that waits, as if it came now: what was said since may say whom it is about. Not while somebody has it.
   *
   * @returns the row and its fate, where nobody needs to be asked of it any more
   */
  judgeAgain(linkId: string, changed: Set<string>): Promise<{ row: RowToApply; fate: RowFate } | null> {
    return this.records.untilCurrent(async () => {
      const link = (await this.links.findLinks([linkId])).get(linkId)
      if (!link || !mayBeJudged(link, new Date())) return null
      const row = rowThatWaits(link)
      const fate = await this.link(row, link, changed, true)
      return fate.fate === 'parked' ? null : { row, fate }
    })
  }

  private async repeat(row: RowToApply, link: SourceRecord, childId: string, changed: Set<string>): Promise<RowFate> {
    await this.writeAlone(linkOf(row, link, childId, 'unchanged', new Date()), link)
    return this.finish({ fate: 'unchanged', code: null }, link, changed)
  }

  /**
   * A row that says nothing of who somebody is: it is about whom its source has told of before. Of anybody else nothing is kept: a source
   * that speaks of everybody speaks of adults too.
   */
  private async changeLinked(row: RowToApply, link: SourceRecord | null, changed: Set<string>): Promise<RowFate> {
    if (!link) return { fate: 'refused', code: 'nobody-known' }
    const [meant] = link.childId ? await this.parts.meantBy(link.childId) : []
    return meant ? this.update(meant, row, link, changed) : this.park(row, link, undefined, 'nobody-known')
  }

  /** A row that was applied already, but whose child was left hidden by a crash before it was checked, is checked now. */
  private async finish(fate: RowFate, link: SourceRecord | null, changed: Set<string>): Promise<RowFate> {
    const isOpen = link?.waiting || (fate.fate !== 'refused' && fate.fate !== 'parked')
    const [meant] = isOpen && link?.childId ? await this.parts.meantBy(link.childId) : []
    const child = meant?.child
    if (child?.visibility === 'quarantined') return NEAR
    if (child?.restricted) changed.add(child.childId)
    return child?.visibility === 'hidden' && !(await this.linked.settle(child)) ? NEAR : fate
  }

  /** @param isAgain of a row that waits others may say by now that they moved with it */
  private async link(
    row: PresentRow,
    link: SourceRecord | null,
    changed: Set<string>,
    isAgain = false,
  ): Promise<RowFate> {
    const candidates = await this.candidates(row, link)
    const records = await this.links.findOfEach(candidates.map(({ record }) => record.childId))
    const one = { row, link, candidates, records }
    const movedTogether = isAgain ? await this.movedTogether.find(one) : undefined
    const [{ decision, by }] = (await this.deciding.decide([{ ...one, movedTogether }])) as [Decided]
    if (decision.decision === 'unsure') {
      const code = whyUnsure(decision.reason, link && candidates[0]?.child)
      return this.park(row, link, link?.childId ? candidates[0] : undefined, code, by)
    }
    if (decision.decision === 'new') return this.nobodys(row, link, by)
    return this.update(decision.meant, row, link, changed, by)
  }

  /** A row of whom nobody knows. */
  private async nobodys(row: PresentRow, link: SourceRecord | null, by: ByModel): Promise<RowFate> {
    if (!makesNobody(row)) return this.newChildren.create(row, link, by)
    if (!isSaidToBeNobody(row, link)) return this.park(row, link, undefined, 'nobody-known')
    await this.writeAlone(saidAgain(row, link), link)
    return { fate: 'unchanged', code: null }
  }

  private async candidates(row: PresentRow, link: SourceRecord | null): Promise<readonly Meant[]> {
    if (link?.childId) return this.parts.meantBy(link.childId)
    return (await this.deciding.candidatesOf([row])).get(row)!.candidates
  }

  private async update(
    meant: Meant,
    row: RowToApply,
    before: SourceRecord | null,
    changed: Set<string>,
    by: ByModel = {},
  ): Promise<RowFate> {
    const fate = await this.change(meant, row, before, by)
    if (meant.child.restricted && fate.fate !== 'unchanged') changed.add(meant.child.childId)
    return fate
  }

  private async change(meant: Meant, row: RowToApply, before: SourceRecord | null, by: ByModel): Promise<RowFate> {
    const { child } = meant
    const fresh = { questionId: randomUUID, now: new Date() }
    const link = takenLink(row, before, meant.record.childId, 'updated', fresh, by)
    const changed = await this.linked.withRecord(meant, link, schoolIn(row))
    if (child.restricted && (changed.child !== child || !isNoNews(row, before)))
      return this.waiting.keep(meant, changed.child, row, before)
    const fate = changed.child === child ? 'unchanged' : 'updated'
    const written = { ...changed, child: heldBackBy(row, before, child, changed.child) }
    const isSeen = await this.linked.write(meant, written, () => this.links.writeLink({ ...link, fate }, before))
    return isSeen ? { fate, code: null } : NEAR
  }

  /** @param linked whom its record is linked to */
  private async park(
    row: RowToApply,
    before: SourceRecord | null,
    linked: Meant | undefined,
    code: string,
    by: ByModel = {},
  ): Promise<RowFate> {
    const childId = linked?.record.childId ?? null
    const link =
      isQuestion(code) && !linked?.child.restricted
        ? askedLink(row, before, childId, code, { questionId: randomUUID, now: new Date() }, by)
        : parkedLink(row, before, childId, code)
    const meant = protects(row.record) && linked
    if (meant) await this.holdBack(meant, row, link, before)
    else if (!isAskedAlike(link, before)) await this.writeAlone(link, before)
    return { fate: 'parked', code }
  }

  /** Whoever a record was linked to is protected though a person must say whom its row is about. */
  private async holdBack(
    meant: Meant,
    row: RowToApply,
    link: SourceRecord,
    before: SourceRecord | null,
  ): Promise<void> {
    const { child } = meant
    const written = { child: heldBackBy(row, before, child, child), part: null }
    await this.linked.write(meant, written, () => this.links.writeLink(link, before))
  }

  private writeAlone(link: SourceRecord, before: SourceRecord | null): Promise<void> {
    return transaction(this.connection, () => this.links.writeLink(link, before))
  }
}

/** About a child that is protected it is for its officers to say, whatever else is wrong with the row. */
function whyUnsure(reason: string, linked: Child | null | undefined): string {
  if (linked?.visibility === 'sealed') return 'sealed'
  return linked?.restricted && reason === 'somebody-else' ? 'changes-shielded' : reason
}
