import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { leaveWithin, type Caller } from '@contactpoint/bus'
import type { ShieldGround } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { OutboxRepository } from './outbox.repository.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { answersEndIn, entryCaller, LEAVE_WITHIN_MS, stanceOf, type Stance } from './protection.rules.ts'
import type { OutboxRow, Protection, Shield } from './protection.schema.ts'

/** A shield and the version of the protection it came with. */
export interface PlacedShield {
  version: number
  since: Date
}

/** What protects each child, and the guard that every answer passes last. */
@Injectable()
export class ProtectionService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly protections: ProtectionRepository,
    private readonly outbox: OutboxRepository,
  ) {}

  /** What may be seen of these children now. */
  async stances(childIds: string[]): Promise<Map<string, Stance>> {
    const found = await this.protections.findMany(childIds)
    return new Map(childIds.map((childId) => [childId, stanceOf(childId, found.get(childId) ?? null)]))
  }

  /**
   * The last thing before anything leaves: whether every stance still holds, judged where the write commits. What is let
   * through must leave at once: an answer that is late, here or at the gateway, is thrown away.
   */
  async guard(stances: Stance[]): Promise<boolean> {
    if (stances.length === 0) return true
    const started = performance.now()
    const unchanged = await this.protections.touchIfUnchanged(stances)
    leaveWithin(LEAVE_WITHIN_MS - (performance.now() - started))
    return unchanged && performance.now() - started < LEAVE_WITHIN_MS
  }

  /** Commits an interim shield, with the errands that must follow it; the same shield again if there is one. */
  async placeInterim(caller: Caller, childId: string, { ground, channel }: ShieldGround): Promise<PlacedShield> {
    const shield: Shield = { state: 'interim', ground, channel, requestedBy: caller.personId, since: new Date() }
    const placed = await transaction(this.connection, async (session) => {
      const protection = await this.protections.shield(childId, shield, session)
      if (!protection) return null
      const { version } = protection
      const step = {
        childId,
        version,
        kind: 'interim-shield',
        by: caller.personId,
        at: shield.since,
        ground,
        channel,
      } as const
      await this.protections.addStep(step, session)
      await this.outbox.add(errandsAfterShield(caller, childId, version), session)
      return { version, since: shield.since }
    })
    return placed ?? this.currentShield(childId)
  }

  /** Stops the answers under way about records that were just hidden because they look like a shielded child. */
  async stopAnswers(childIds: string[], because: string): Promise<void> {
    for (const childId of childIds)
      await transaction(this.connection, async (session) => {
        const { version } = await this.protections.advance(childId, {}, session)
        const step = {
          childId,
          version,
          kind: 'lookalike-hidden',
          by: because,
          at: new Date(),
          ground: null,
          channel: null,
        } as const
        await this.protections.addStep(step, session)
      })
  }

  /** Waits until no answer that passed the guard before can still arrive; at most two seconds. */
  async answersHaveEnded(childIds: string[]): Promise<void> {
    const found = await this.protections.findMany(childIds)
    await sleep(Math.max(0, ...[...found.values()].map(answersEndIn)))
  }

  private async currentShield(childId: string): Promise<PlacedShield> {
    const protection = (await this.protections.findMany([childId])).get(childId) as Protection & { shield: Shield }
    return { version: protection.version, since: protection.shield.since }
  }
}

function errandsAfterShield(caller: Caller, childId: string, version: number): OutboxRow[] {
  const createdAt = new Date()
  const entry = {
    entryId: randomUUID(),
    caller: entryCaller(caller),
    action: 'shield-request',
    outcome: 'done',
    reason: null,
    children: [{ childId, shown: 'nothing' }],
    particulars: null,
  } as const
  return [
    { _id: restrictErrandId(childId, version), createdAt, kind: 'restrict', childId, version },
    { _id: entry.entryId, createdAt, kind: 'audit', entry: { ...entry, children: [...entry.children] } },
  ]
}

/** Known beforehand, so that whoever has restricted the child can take the errand out. */
export function restrictErrandId(childId: string, version: number): string {
  return `restrict:${childId}:${version}`
}
