import { Injectable } from '@nestjs/common'
import {
  Fault,
  type MergeRecords,
  type MoveChild,
  type Nothing,
  type Restricted,
  type SplitRecord,
} from '@contactpoint/contracts'
import { isHeldBack } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { recomposed } from '../children/parts.rules.ts'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { ShownInvolvementsService } from '../involvements/shown-involvements.service.ts'
import { heldBackAs, heldBackWith } from '../protecting/protecting.rules.ts'
import { ProtectingService } from '../protecting/protecting.service.ts'
import { visibilityIn } from '../restrictions/restrictions.rules.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { isLessProtected } from './merging.rules.ts'

/** Making two records one, and giving one back: the survivor is protected first, and what is split off stays so. */
@Injectable()
export class MergingService {
  constructor(
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly restrictions: RestrictionsService,
    private readonly involvements: ShownInvolvementsService,
    private readonly protecting: ProtectingService,
  ) {}

  merge(ask: MergeRecords): Promise<Restricted> {
    return this.records.untilCurrent(() => this.mergeNow(ask))
  }

  split(ask: SplitRecord): Promise<Restricted> {
    return this.records.untilCurrent(() => this.splitNow(ask))
  }

  /** A record that has become part of another meanwhile is of that authority when it is given back. */
  async move({ childId, authority }: MoveChild): Promise<Nothing> {
    if (!(await this.records.setAuthority(childId, authority)))
      await this.records.untilCurrent(() => this.movePart(childId, authority))
    return {}
  }

  /** As a new version of the whole, so that no row about the part is written over it. */
  private async movePart(childId: string, authority: string): Promise<void> {
    const part = await this.parts.find(childId)
    const survivor = part && (await this.records.findById(part.into))
    if (!survivor) throw Fault.notFound()
    await this.restrictions.written(survivor.restricted, async () => {
      await this.parts.write(survivor.childId, { ...part.record, authority })
      await this.records.replace({ ...survivor, version: survivor.version + 1 })
    })
  }

  private async mergeNow({ childId, into }: MergeRecords): Promise<Restricted> {
    if (childId === into) throw Fault.notFound()
    const known = await this.parts.find(childId)
    if (known && known.into !== into) throw new Fault('conflict', 'It is part of another record')
    if (!known) await this.join(...(await this.twoApart(childId, into)))
    return { hidden: await this.restrictions.lookAround(into) }
  }

  /** Both as they are, when the one may go on as the other. */
  private async twoApart(childId: string, into: string): Promise<[joined: Child, survivor: Child]> {
    const [joined, survivor] = [await this.records.findById(childId), await this.records.findById(into)]
    if (!joined || !survivor) throw Fault.notFound()
    if (isLessProtected(survivor, joined)) throw new Fault('conflict', 'The record that goes on is protected first')
    if ((await this.parts.findOf(childId)).length > 0) throw new Fault('conflict', 'It has parts itself')
    return [joined, survivor]
  }

  private async join(joined: Child, survivor: Child): Promise<void> {
    const into = survivor.childId
    const before = await this.parts.findOf(into)
    const own = before.length > 0 ? [] : [survivor]
    const merged = lookedAtAgain(heldBackWith(joined, recomposed(survivor, [...before, ...own, joined])))
    await this.restrictions.written(survivor.restricted, async () => {
      for (const record of [...own, joined]) await this.parts.write(into, record)
      await this.records.remove(joined)
      await this.records.replace(merged)
      await this.involvements.move(joined.childId, into)
      await this.restrictions.inherit(joined.childId, into)
      if (survivor.restricted) await this.restrictions.takeOver(joined, merged)
      if (isHeldBack(merged)) await this.protecting.add(merged)
    })
  }

  private async splitNow(ask: SplitRecord): Promise<Restricted> {
    const { childId, into } = ask
    const part = await this.parts.find(childId)
    if (part && part.into !== into) throw new Fault('conflict', 'It is part of another record')
    if (part) await this.giveBack(part.record, ask)
    else if (!(await this.records.findById(childId))) throw Fault.notFound()
    const hidden = [...(await this.restrictions.lookAround(childId)), ...(await this.restrictions.lookAround(into))]
    return { hidden: [...new Set(hidden)] }
  }

  private async giveBack(record: Child, ask: SplitRecord): Promise<void> {
    const { into, restricted, version: restriction, tier } = ask
    const survivor = (await this.records.findById(into))!
    const visibility = restricted ? visibilityIn({ visibility: 'hidden' }, tier) : 'hidden'
    const protection = { restricted, restriction, visibility, covered: false } as const
    const back = heldBackAs(survivor, { ...record, ...protection, version: record.version + 1 })
    if (isLessProtected(back, survivor)) throw new Fault('conflict', 'What is split off stays protected')
    const parts = await this.parts.findOf(into)
    const rest = parts.filter(({ childId }) => childId !== record.childId)
    const left = lookedAtAgain(recomposed(survivor, rest))
    await this.restrictions.written(restricted || survivor.restricted, async () => {
      await this.parts.remove(rest.length > 1 ? [record.childId] : parts.map(({ childId }) => childId))
      await this.records.insertMany([back])
      await this.involvements.giveBack(record.childId)
      await this.records.replace(left)
      if (restricted) await this.restrictions.keep(back)
      if (isHeldBack(left)) await this.protecting.add(left, back.childId)
    })
  }
}

/** Whoever is seen with other values may be near a restricted child; a restricted one is covered by its own shield. */
function lookedAtAgain(child: Child): Child {
  return child.visibility === 'visible' && !child.restricted ? { ...child, visibility: 'hidden' } : child
}
