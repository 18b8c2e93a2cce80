import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { auditErrand, mergingErrand, type Errand, type MergingErrand } from './errands.rules.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { sharedShield, shieldEntry, stepOf, type ShieldAction } from './protection.rules.ts'
import type { Protection } from './protection.schema.ts'

/** Commits that one record goes on as another, or no longer, with what must follow. From that moment both are protected alike. */
@Injectable()
export class MergesService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly protections: ProtectionRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Fault `conflict` when one of them goes on as another one already, or the first has parts */
  async merge(caller: Caller, childId: string, into: string): Promise<MergingErrand> {
    return transaction(this.connection, async () => {
      const [joined, survivor] = [await this.protections.find(childId), await this.protections.find(into)]
      if (joined?.mergedInto === into) return { childId, into, version: joined.version }
      const isPart = joined?.mergedInto ?? survivor?.mergedInto
      if (isPart || (await this.protections.hasParts(childId)))
        throw new Fault('conflict', 'One of them is part of another record, or has parts itself')
      const shield = sharedShield(survivor?.shield ?? null, joined?.shield ?? null)
      return this.commit('merge', caller, [
        await this.protections.advance(childId, { shield, mergedInto: into }),
        await this.protections.advance(into, { shield }),
      ])
    })
  }

  /** @throws Fault `not-found` when it goes on as no other */
  async split(caller: Caller, childId: string): Promise<MergingErrand> {
    return transaction(this.connection, async () => {
      const part = await this.protections.find(childId)
      if (!part?.mergedInto) throw Fault.notFound()
      const survivor = (await this.protections.find(part.mergedInto))!
      const shield = sharedShield(part.shield, survivor.shield)
      return this.commit('split', caller, [
        await this.protections.advance(childId, { shield, mergedInto: null }),
        await this.protections.advance(survivor._id, {}),
      ])
    })
  }

  /** Commits that a child's responsible authority changes: answers under way for the desk of before are stopped. */
  async move(caller: Caller, childId: string): Promise<void> {
    await transaction(this.connection, async () => {
      const moved = await this.protections.advance(childId, {})
      await this.protections.addStep(stepOf('move', moved, caller.personId))
      await this.outbox.add([entryOf(caller, 'record-move', childId)])
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
    const errand = { childId, into, version }
    const entries = both.map(({ _id }) => entryOf(caller, `record-${kind}`, _id))
    await this.outbox.add([mergingErrand(errand), ...entries])
    return errand
  }
}

function entryOf(caller: Caller, action: ShieldAction, childId: string): Errand {
  return auditErrand(shieldEntry(randomUUID(), caller, action, childId, 'done'))
}
