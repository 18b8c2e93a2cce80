import { Injectable } from '@nestjs/common'
import { Bus, ifFound, ownCall, withCall, type Caller } from '@contactpoint/bus'
import {
  Fault,
  isChildId,
  listDesks,
  listNear,
  readRecord,
  type Desk,
  type NearListed,
  type VisibleChild,
} from '@contactpoint/contracts'
import { ProtectionService } from '../protection/protection.service.ts'
import type { Judge, Stance } from '../protection/protection.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { authoritiesOf, deskOf, isOf } from './desks.rules.ts'

/** A desk that has begun decides from then on, and no gate counts its requests at another. Milliseconds. */
const REMEMBERED_MS = 1_000
/** Nobody waits longer to hear it: what was known before goes on. Milliseconds. */
const ASKED_FOR_MS = 2_000

/** The shield desks: the people who decide about a child's shield. Nobody else learns by their routes that it has one. */
@Injectable()
export class DesksService {
  /** What identity said last. */
  private known: Desk[] | null = null
  /** When it was last asked, or failed to answer, on this process's monotonic clock. */
  private askedAt = -Infinity
  private asking: Promise<Desk[]> | null = null

  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
  ) {}

  /**
   * What protects a shielded child of the caller's desk. Null for a child that has no shield, is of another desk, or is nobody: the desks are
   * looked up for each of them, since they may have to be asked for, and the time would tell.
   */
  async find(caller: Caller, childId: string): Promise<Protection | null> {
    if (!isChildId(childId)) return null
    const [protection] = await Promise.all([this.protection.find(childId), this.desks()])
    return protection && (await this.isTheirs(caller, protection)) ? protection : null
  }

  /** Whether this is a shield of the caller's desk. */
  async isTheirs({ authority }: Caller, protection: Protection): Promise<boolean> {
    return isOf(authority, protection, await this.desks())
  }

  /** Says where a step commits what `find` said before it: meanwhile another desk may have taken the child over. It throws `not-found`. */
  async judge({ authority }: Caller): Promise<Judge> {
    const desks = await this.desks()
    return (protection) => {
      if (!isOf(authority, protection, desks)) throw Fault.notFound()
    }
  }

  /** Whether the caller's desk decides about children of this authority. @param of see `deskOf` */
  async decidesAbout({ authority }: Caller, of: string | null | undefined): Promise<boolean> {
    return deskOf(of, await this.desks()) === authority
  }

  /** What is near such a child. Nothing of a child of another desk is looked up, so that not even the time tells. */
  async nearOf(caller: Caller, childId: string): Promise<NearListed | null> {
    return (await this.find(caller, childId)) && ifFound(this.bus.ask(listNear, { childId }))
  }

  /** The four things of such a child. Null: it is sealed, or no record shows it. @param stance taken before; the answer is released under it */
  async visibleOf({ childId, isSealed }: Stance): Promise<VisibleChild | null> {
    const record = isSealed ? null : await ifFound(this.bus.ask(readRecord, { childId, view: 'visible' }))
    return record && record.child
  }

  /** Which authorities' children this caller's desk decides about. */
  async authoritiesOf({ authority }: Pick<Caller, 'authority'>): Promise<ReturnType<typeof authoritiesOf>> {
    return authoritiesOf(authority, await this.desks())
  }

  /** Asked once a second at the most, by one for all: what is known stays until identity can say more. */
  async desks(): Promise<Desk[]> {
    if (this.known && performance.now() - this.askedAt < REMEMBERED_MS) return this.known
    this.asking ??= this.ask().finally(() => (this.asking = null))
    return this.asking
  }

  private async ask(): Promise<Desk[]> {
    try {
      this.known = (await withCall(ownCall(ASKED_FOR_MS), () => this.bus.ask(listDesks, {}))).desks
    } catch (error) {
      if (!this.known) throw error
    } finally {
      this.askedAt = performance.now()
    }
    return this.known
  }
}
