import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  Fault,
  isChildId,
  locateChild,
  readRecord,
  type FullChild,
  type RowToShield,
  type ShieldsPlaced,
} from '@contactpoint/contracts'
import pLimit from 'p-limit'
import { DesksService } from '../desks/desks.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { StagesService } from '../protection/stages.service.ts'
import { PLACING } from './deciding.rules.ts'
import { faultOf, foundShield, placeable, type Found } from './lists.rules.ts'

/** Children that are marked at a time: each waits until answers about it have ended. */
const AT_A_TIME = 8

/** Shields that an authority asks for in one list, which one of its officers places and another confirms. */
@Injectable()
export class ListsService {
  constructor(
    private readonly bus: Bus,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly stages: StagesService,
    private readonly errands: ErrandsService,
  ) {}

  /**
   * All rows are looked at before the first is applied. Cut off in between, it goes on where it stopped when it is sent again.
   *
   * @throws Fault `invalid-request` naming rows that are about no child of the caller's desk; nothing is applied then
   */
  async place(caller: Caller, rows: readonly RowToShield[]): Promise<ShieldsPlaced> {
    const limit = pLimit(AT_A_TIME)
    const found = await Promise.all(rows.map(({ childId }) => limit(() => this.find(caller, childId))))
    const fault = faultOf(found)
    if (fault) return this.refuse(caller, rows, found, fault)
    const fresh = placeable(rows, found)
    try {
      const placed = await Promise.all(fresh.map((row) => limit(() => this.placeOne(caller, row))))
      const count = placed.filter(Boolean).length
      return { placed: count, before: rows.length - count }
    } finally {
      this.errands.wake()
    }
  }

  private async find(caller: Caller, childId: string): Promise<Found> {
    if (!isChildId(childId)) return 'nobody'
    // Also of a child with a shield: of another desk's, which may be sealed, the time would tell.
    const reading = ifFound(this.bus.ask(readRecord, { childId, view: 'full' }))
    const [protection, record] = await Promise.all([this.protection.find(childId), reading])
    if (protection?.shield)
      return (await this.isTheirs(caller, protection)) ? foundShield(protection.shield, caller) : 'nobody'
    if (!record?.full) return 'nobody'
    const { authority } = record.child as FullChild
    return (await this.desks.decidesAbout(caller, authority?.code ?? null)) ? 'open' : 'nobody'
  }

  /** Whose a child is that was shielded a moment ago, as by another list, only the directory knows yet. */
  private async isTheirs(caller: Caller, protection: Protection): Promise<boolean> {
    const { _id: childId, shield, mergedInto } = protection
    if (shield?.authority !== undefined || mergedInto) return this.desks.isTheirs(caller, protection)
    const located = await ifFound(this.bus.ask(locateChild, { childId }))
    return this.desks.decidesAbout(caller, located?.authority)
  }

  /** @returns false where somebody has placed it meanwhile, as another list that was sent at the same moment */
  private async placeOne(caller: Caller, { childId, ground }: RowToShield): Promise<boolean> {
    const ask = { childId, ground, channel: 'authority' } as const
    await this.errands.restrict(childId, await this.protection.placeInterim(caller, childId, ask, caller.organisation))
    try {
      await this.stages.take(caller, childId, PLACING, await this.desks.judge(caller))
      return true
    } catch (error) {
      if (error instanceof Fault && error.code === 'conflict') return false
      throw error
    }
  }

  /** Whoever sends a list learns of each row whether it is of their desk: that is recorded. */
  private async refuse(
    caller: Caller,
    rows: readonly RowToShield[],
    found: readonly Found[],
    fault: Fault,
  ): Promise<never> {
    for (const [n, { childId }] of rows.entries())
      await this.protection.note(caller, 'shield-place', childId, found[n] === 'nobody' ? 'not-found' : 'refused')
    this.errands.wake()
    throw fault
  }
}
