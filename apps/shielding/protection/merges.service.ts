import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import {
  auditErrand,
  mergingErrand,
  moveErrand,
  restrictErrand,
  type Errand,
  type MergingErrand,
  type MoveErrand,
} from './errands.rules.ts'
import { OpenProposalsService } from '../proposals/open-proposals.service.ts'
import { OutlivedService } from './outlived.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { ofRecord, sharedShield, shieldEntry, stepOf, type ShieldAction } from './protection.rules.ts'
import type { Protection } from './protection.schema.ts'

/** What is written in the same transaction, or nothing is. */
export type Alongside = () => Promise<void>

const NOTHING: Alongside = async () => undefined

/** Commits that one record goes on as another, or no longer, with what must follow. From that moment both are protected alike. */
@Injectable()
export class MergesService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly protections: ProtectionRepository,
    private readonly outlived: OutlivedService,
    private readonly proposals: OpenProposalsService,
    private readonly outbox: Outbox,
  ) {}

  /** Whether another record goes on as this one, and could be split off. */
  hasParts(childId: string): Promise<boolean> {
    return this.protections.hasParts(childId)
  }

  /** @throws Fault `conflict` when one of them goes on as another one already, or the first has parts */
  async merge(caller: Caller, childId: string, into: string, alongside = NOTHING): Promise<MergingErrand> {
    return transaction(this.connection, async () => {
      await alongside()
      const [joined, survivor] = [await this.protections.find(childId), await this.protections.find(into)]
      if (joined?.mergedInto === into) return { childId, into, version: joined.version }
      const isPart = joined?.mergedInto ?? survivor?.mergedInto
      if (isPart || (await this.protections.hasParts(childId)))
        throw new Fault('conflict', 'One of them is part of another record, or has parts itself')
      for (const one of [childId, into]) await this.outlived.endOverrides(caller, one)
      const shield = sharedShield(survivor?.shield ?? null, joined?.shield ?? null)
      return this.commit('merge', caller, [
        await this.protections.advance(childId, { shield: ofRecord(shield, joined?.shield ?? null), mergedInto: into }),
        await this.protections.advance(into, { shield: ofRecord(shield, survivor?.shield ?? null) }),
      ])
    })
  }

  /** @throws Fault `not-found` when it goes on as no other */
  async split(caller: Caller, childId: string, alongside = NOTHING): Promise<MergingErrand> {
    return transaction(this.connection, async () => {
      await alongside()
      const part = await this.protections.find(childId)
      if (!part?.mergedInto) throw Fault.notFound()
      const survivor = (await this.protections.find(part.mergedInto))!
      const shield = ofRecord(sharedShield(part.shield, survivor.shield), part.shield)
      return this.commit('split', caller, [
        await this.protections.advance(childId, { shield, mergedInto: null }),
        await this.protections.advance(survivor._id, { shield: sharedShield(survivor.shield, null) }),
      ])
    })
  }

  /** Where a record was shielded before the directory had split off what was part of it: that is protected no less. @returns false where it was not */
  async protectAs(childId: string, survivorId: string): Promise<boolean> {
    return transaction(this.connection, async () => {
      const [part, survivor] = [await this.protections.find(childId), await this.protections.find(survivorId)]
      if (part?.mergedInto || part?.shield || !survivor?.shield) return false
      const shielded = await this.protections.advance(childId, {
        shield: ofRecord(sharedShield(survivor.shield, null), null),
      })
      await this.protections.addStep(stepOf('split', shielded, survivorId))
      await this.outbox.add([restrictErrand(childId, shielded.version)])
      return true
    })
  }

  /**
   * Commits that another authority is responsible for a child: its desk decides from this moment, and answers under way for the desk of before
   * are stopped. The directory follows.
   */
  async move(caller: Caller, childId: string, authority: string, alongside = NOTHING): Promise<MoveErrand> {
    return transaction(this.connection, async () => {
      await alongside()
      const before = await this.protections.find(childId)
      const shield = before?.shield ? { ...before.shield, authority } : null
      const moved = await this.protections.advance(childId, { shield })
      const errand = { childId, authority, version: moved.version }
      await this.protections.addStep(stepOf('move', moved, caller.personId))
      await this.proposals.endAllOf([childId], caller.personId)
      await this.outbox.add([moveErrand(errand), entryOf(caller, 'record-move', childId)])
      return errand
    })
  }

  /** Each has an entry of its own, which does not name the other: nothing that an auditor reads leads from one to the other. */
  private async commit(
    kind: 'merge' | 'split',
    caller: Caller,
    both: [part: Protection, survivor: Protection],
  ): Promise<MergingErrand> {
    for (const one of both) await this.protections.addStep(stepOf(kind, one, caller.personId))
    const [{ _id: childId, version }, { _id: into }] = both
    await this.proposals.endAllNaming([childId, into], caller.personId)
    const errand = { childId, into, version }
    const entries = both.map(({ _id }) => entryOf(caller, `record-${kind}`, _id))
    await this.outbox.add([mergingErrand(errand), ...entries])
    return errand
  }
}

function entryOf(caller: Caller, action: ShieldAction, childId: string): Errand {
  return auditErrand(shieldEntry(randomUUID(), caller, action, childId, 'done'))
}
