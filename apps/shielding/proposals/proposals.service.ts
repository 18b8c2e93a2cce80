import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  Fault,
  getPlace,
  isChildId,
  locateChild,
  type ProposalKind,
  type ProposalNow,
  type ShieldNow,
} from '@contactpoint/contracts'
import { isDuplicate, Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { DesksService } from '../desks/desks.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { shieldEntry, type ShieldAction } from '../protection/protection.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { currentOf as shieldOf, toShieldNow } from '../protection/stages.rules.ts'
import { currentOf, mayAgree, mayBeNamed, newProposal, stands, toProposalNow } from './proposals.rules.ts'
import { ProposalsRepository } from './proposals.repository.ts'
import type { OpenProposal, Proposal, ProposalAtWork, Wanted } from './proposals.schema.ts'

const MOST_AT_WORK = 1_000

/** What one person proposes about the record of a shielded child, and another agrees to: of the same desk, or of the one that takes it over. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly bus: Bus,
    @InjectConnection() private readonly connection: Connection,
    private readonly desks: DesksService,
    private readonly protection: ProtectionService,
    private readonly merging: MergingService,
    private readonly proposals: ProposalsRepository,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Fault `invalid-request`, before anything about a child is looked at, for an authority that no other desk decides for */
  async offer(caller: Caller, childId: string, authority: string): Promise<ProposalNow> {
    if (!(await ifFound(this.bus.ask(getPlace, { kind: 'authority', code: authority }))))
      throw Fault.invalid('authority', 'isListed')
    if (await this.desks.decidesAbout(caller, authority)) throw Fault.invalid('authority', 'isOfAnotherDesk')
    return this.propose(caller, childId, { kind: 'handover', otherChildId: null, authority })
  }

  async propose(caller: Caller, childId: string, wanted: Wanted): Promise<ProposalNow> {
    return this.errands.noting(caller, 'record-propose', childId, async () => {
      const protection = await this.desks.find(caller, childId)
      if (!protection || !(await this.fits(caller, childId, wanted))) throw Fault.notFound()
      return toProposalNow(await this.add(caller, protection, wanted))
    })
  }

  /**
   * Another officer of the desk: it is done in the moment in which they agree.
   *
   * @param read the other record of the proposal that they have read; left out: of whichever is open
   */
  async agree(caller: Caller, childId: string, kind: 'merge' | 'split', read?: string): Promise<ShieldNow> {
    return this.errands.noting(caller, `record-${kind}`, childId, async () => {
      const protection = await this.desks.find(caller, childId)
      if (!protection) throw Fault.notFound()
      const open = await this.proposals.findOpen(childId)
      if (open?.kind !== kind) throw Fault.conflict('Nobody has proposed it, or it was decided', shieldOf(protection))
      if (read !== undefined && open.otherChildId !== read)
        throw Fault.conflict('Another record is proposed by now', currentOf(open, protection))
      this.assertOther(caller, open, protection)
      const judge = await this.agreement(caller, open)
      const ending = async (): Promise<void> => {
        await judge()
        await this.end(caller, open, protection)
      }
      if (kind === 'merge') await this.merging.merge(caller, open.otherChildId!, childId, ending)
      else await this.merging.split(caller, open.otherChildId!, ending)
      return this.now(childId)
    })
  }

  /** The desk to which the child is offered: it decides from the answer on, and no answer for the desk of before arrives afterwards. */
  async accept(caller: Caller, childId: string): Promise<ShieldNow> {
    return this.errands.noting(caller, 'record-move', childId, async () => {
      const open = await this.offeredTo(caller, childId)
      const [protection, desks] = [await this.protection.find(childId), await this.desks.desks()]
      if (!open || !protection || !stands(open, protection, desks)) throw Fault.notFound()
      this.assertOther(caller, open, protection)
      await this.merging.move(caller, childId, open.authority!, async () => {
        if (!stands(open, await this.protection.find(childId), desks)) throw Fault.notFound()
        await this.end(caller, open, protection)
      })
      return this.now(childId)
    })
  }

  /** By the desk of the child, or by that to which it is offered. */
  async refuse(caller: Caller, childId: string, kind?: ProposalKind): Promise<ProposalNow> {
    return this.errands.noting(caller, 'record-refuse', childId, async () => {
      const own = await this.desks.find(caller, childId)
      const open = own ? await this.proposals.findOpen(childId) : await this.offeredTo(caller, childId)
      if (!own && !open) throw Fault.notFound()
      const protection = own ?? (await this.protection.find(childId))!
      if (!open || (kind && open.kind !== kind)) throw Fault.conflict('Nothing of it is open', shieldOf(protection))
      const judge = await this.desks.judge(caller)
      await transaction(this.connection, async () => {
        if (own) judge(await this.protection.find(childId))
        await this.end(caller, open, protection, 'refused')
        await this.outbox.add([entryOf(caller, 'record-refuse', childId)])
      })
      return toProposalNow({ ...open, state: 'refused' })
    })
  }

  /** What is open about a shielded child of the caller's desk, and whether it still can be done; null: nothing. */
  async findOpen(caller: Caller, childId: string): Promise<OpenProposal | null> {
    const open = await this.proposals.findOpen(childId)
    return open && { ...open, fits: await this.fits(caller, childId, open) }
  }

  /** Open ones of the caller's desk, and what is offered to it. */
  async atWork(caller: Caller): Promise<ProposalAtWork[]> {
    const found = await this.proposals.findAtWork(
      caller.authority,
      await this.desks.authoritiesOf(caller),
      MOST_AT_WORK,
    )
    const protections = await this.protection.findMany(found.map(({ childId }) => childId))
    const desks = await this.desks.desks()
    return found.filter((one) => stands(one, protections.get(one.childId) ?? null, desks))
  }

  /** Judges in the transaction of a merge or a split what was proposed before it: that, and the other record, may be another desk's since. */
  private async agreement(caller: Caller, open: Proposal): Promise<() => Promise<void>> {
    const { childId, otherChildId } = open
    const fits = await this.fitting(caller, childId, open)
    const [judge, desks] = [await this.desks.judge(caller), await this.desks.desks()]
    return async () => {
      const protection = await this.protection.find(childId)
      judge(protection)
      if (!stands(open, protection, desks) || !fits(await this.protection.find(otherChildId!)))
        throw Fault.conflict('What was proposed does not fit any more', currentOf(open, protection!))
    }
  }

  private async fits(caller: Caller, childId: string, wanted: Wanted): Promise<boolean> {
    const { otherChildId } = wanted
    const fits = await this.fitting(caller, childId, wanted)
    return fits(otherChildId === null ? null : await this.protection.find(otherChildId))
  }

  /**
   * Judges whether the other record may be proposed, by what protects it then: of this desk, or near to this child; what is split off was merged
   * into it. Of whatever else is named as much is looked up, so that the time does not tell of a sealed one.
   */
  private async fitting(
    caller: Caller,
    childId: string,
    { kind, otherChildId }: Wanted,
  ): Promise<(other: Protection | null) => boolean> {
    if (kind === 'handover') return () => true
    if (otherChildId === null || otherChildId === childId || !isChildId(otherChildId)) return () => false
    if (kind === 'split') return (other) => other?.mergedInto === childId
    const locating = ifFound(this.bus.ask(locateChild, { childId: otherChildId }))
    const [near, located] = await Promise.all([this.desks.nearOf(caller, childId), locating])
    const isNear = near?.records.some(({ child }) => child.childId === otherChildId) ?? false
    const desks = await this.desks.desks()
    return (other) => mayBeNamed(caller.authority, { isNear, authority: located?.authority }, other, desks)
  }

  private async add(caller: Caller, protection: Protection, wanted: Wanted): Promise<Proposal> {
    const { _id: childId } = protection
    const judge = await this.desks.judge(caller)
    try {
      return await transaction(this.connection, async () => {
        judge(await this.protection.find(childId))
        const added = await this.proposals.add(randomUUID(), newProposal(caller, childId, wanted))
        await this.outbox.add([entryOf(caller, 'record-propose', childId)])
        return added
      })
    } catch (error) {
      const open = isDuplicate(error) && (await this.proposals.findOpen(childId))
      if (open) throw Fault.conflict('Something is proposed about this child already', currentOf(open, protection))
      throw error
    }
  }

  private async offeredTo(caller: Caller, childId: string): Promise<Proposal | null> {
    const open = isChildId(childId) ? await this.proposals.findOpen(childId) : null
    const isTheirs = open?.kind === 'handover' && (await this.desks.decidesAbout(caller, open.authority))
    return isTheirs ? open : null
  }

  private assertOther(caller: Caller, open: Proposal, protection: Protection): void {
    if (!mayAgree(caller, open)) throw Fault.conflict('This step takes somebody else', currentOf(open, protection))
  }

  /** In the transaction of what comes of it. */
  private async end(
    { personId }: Caller,
    open: Proposal,
    protection: Protection,
    state: 'done' | 'refused' = 'done',
  ): Promise<void> {
    if (!(await this.proposals.end(open._id, state, personId)))
      throw Fault.conflict('It was decided already', shieldOf(protection))
  }

  private async now(childId: string): Promise<ShieldNow> {
    return toShieldNow((await this.protection.find(childId))!)
  }
}

function entryOf(caller: Caller, action: ShieldAction, childId: string): ReturnType<typeof auditErrand> {
  return auditErrand(shieldEntry(randomUUID(), caller, action, childId, 'done'))
}
