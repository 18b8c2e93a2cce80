import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { leaveWithin, newTrace, together, type Caller } from '@contactpoint/bus'
import type { RequestShield, Source, Tier } from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import { PolicyService } from '../policy/policy.service.ts'
import { auditErrand, restrictErrand } from './errands.rules.ts'
import { OutlivedService } from './outlived.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import {
  answersEndIn,
  distinct,
  feedCaller,
  interimForFeed,
  interimShield,
  LEAVE_WITHIN_MS,
  requestStep,
  shieldEntry,
  stanceOf,
  stateOf,
  stepOf,
  withTier,
  type Judge,
  type ShieldAction,
  type Stance,
} from './protection.rules.ts'
import type { Protection, TimelessShield } from './protection.schema.ts'
import { shieldAfter } from './stages.rules.ts'
import { isOpen } from './steps.rules.ts'
import { termsOf, type Term } from './terms.rules.ts'

/** What the directory must know of a protection. */
export interface Restriction {
  marks: { version: number; tier: Tier }
  restricted: boolean
  /** Id of the child whose record goes on for this one. */
  mergedInto: string | null
}

/** What protects each child, and the guard that every answer passes last. */
@Injectable()
export class ProtectionService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly protections: ProtectionRepository,
    private readonly outlived: OutlivedService,
    private readonly outbox: Outbox,
    private readonly policy: PolicyService,
  ) {}

  /** What may be seen of this child now. */
  readonly stance = together<string, Stance>(
    async (childIds) => {
      const found = await this.protections.findMany([...new Set(childIds)])
      return childIds.map((childId) => stanceOf(childId, found.get(childId) ?? null))
    },
    { most: 200 },
  )

  private readonly touched = together<Stance[], boolean>((asked) => this.touchTogether(asked), { most: 64 })

  /** What may be seen of these children now. */
  async stances(childIds: string[]): Promise<Map<string, Stance>> {
    const found = await Promise.all(childIds.map((childId) => this.stance(childId)))
    return new Map(found.map((stance) => [stance.childId, stance]))
  }

  /**
   * The last thing before anything leaves: whether every stance still holds, judged where the write commits. What is let
   * through must leave at once: an answer that is late, here or at the gateway, is thrown away.
   */
  async guard(stances: Stance[]): Promise<boolean> {
    if (stances.length === 0) return true
    const started = performance.now()
    const unchanged = await this.touched(stances)
    leaveWithin(LEAVE_WITHIN_MS - (performance.now() - started))
    return unchanged && performance.now() - started < LEAVE_WITHIN_MS
  }

  /**
   * Commits an interim shield, with the errands that must follow it. One that is in force stays, and whoever is about to end it must begin anew.
   *
   * @param requestedBy who asked for it, when that is not who says so
   * @returns version of the protection that the shield came with, or a later one
   */
  async placeInterim(caller: Caller, childId: string, ask: RequestShield, requestedBy?: string): Promise<number> {
    const shield = { ...interimShield(caller, ask), ...(requestedBy !== undefined && { requestedBy }) }
    const entry = auditErrand(shieldEntry(randomUUID(), caller, 'shield-request', childId, 'done'))
    const { shields } = (await this.policy.current()).document
    const term = termsOf(shields, shield.tier)['interim-shield']
    return transaction(this.connection, async () => {
      const before = await this.protections.find(childId)
      await this.outbox.add([entry])
      if (before?.mergedInto) {
        const survivor = await this.protections.find(before.mergedInto)
        await this.shieldOne(caller, before.mergedInto, survivor, shield, term)
      }
      return this.shieldOne(caller, childId, before, shield, term)
    })
  }

  /**
   * The same because a source holds the child back. A child that has a shield keeps it, and nothing is noted: what a source says again changes
   * no shield, and who is about to end one goes on.
   */
  async placeForFeed(source: Source, childId: string): Promise<void> {
    const caller = feedCaller(source, newTrace())
    const shield = interimForFeed(caller)
    const { shields } = (await this.policy.current()).document
    const term = termsOf(shields, shield.tier)['interim-shield']
    await transaction(this.connection, async () => {
      const before = await this.protections.find(childId)
      const bearer = before?.mergedInto ? [before.mergedInto] : []
      for (const one of [...bearer, childId]) {
        if ((await this.protections.find(one))?.shield) continue
        await this.begin(caller.personId, one, shield, term)
        await this.outbox.add([auditErrand(shieldEntry(randomUUID(), caller, 'shield-request', one, 'done'))])
      }
    })
  }

  private async shieldOne(
    caller: Caller,
    childId: string,
    before: Protection | null,
    asked: TimelessShield,
    term: Term | undefined,
  ): Promise<number> {
    return before?.shield ? this.askAgain(caller, before, asked) : this.begin(caller.personId, childId, asked, term)
  }

  private async begin(by: string, childId: string, asked: TimelessShield, term: Term | undefined): Promise<number> {
    const shielded = await this.protections.advanceShield(childId, asked, term)
    await this.protections.addStep(requestStep('interim-shield', shielded, by, asked))
    await this.outbox.add([restrictErrand(childId, shielded.version)])
    return shielded.version
  }

  private async askAgain(caller: Caller, before: Protection, asked: TimelessShield): Promise<number> {
    if (!isOpen('asked-again', stateOf(before))) return before.version
    const shield = shieldAfter('asked-again', before.shield!, caller, null)!
    const kept = await this.protections.advanceShield(before._id, shield, undefined)
    await this.protections.addStep(requestStep('asked-again', kept, caller.personId, asked))
    return kept.version
  }

  /** Keeps the entry of what was asked of a shield and not done, before it is answered. */
  async note(caller: Caller, action: ShieldAction, childId: string, outcome: 'not-found' | 'refused'): Promise<void> {
    const entry = auditErrand(shieldEntry(randomUUID(), caller, action, childId, outcome))
    await transaction(this.connection, () => this.outbox.add([entry]))
  }

  findMany(childIds: string[]): Promise<Map<string, Protection>> {
    return this.protections.findMany(childIds)
  }

  find(childId: string): Promise<Protection | null> {
    return this.protections.find(childId)
  }

  /** Ids of a record and of all that go on as it. */
  async allOf(childId: string): Promise<string[]> {
    return [childId, ...(await this.protections.findPartsOf(childId)).map(({ _id }) => _id)]
  }

  /**
   * Keeps which authority is responsible for a child, as the directory says it, when that is not known yet: its desk decides about the shield.
   * From then on only another desk that takes the child over changes it, however late the directory's answer comes.
   */
  async learnAuthority(childId: string, authority: string | null): Promise<void> {
    await this.protections.learnAuthority(childId, authority)
  }

  /** What the directory's marks must follow now. */
  async restriction(childId: string): Promise<Restriction> {
    const protection = await this.protections.find(childId)
    const { version = 0, shield = null, mergedInto = null } = protection ?? {}
    return { marks: { version, tier: shield?.tier ?? 'standard' }, restricted: shield !== null, mergedInto }
  }

  /**
   * Commits another tier of the shield, with the errands that must follow it; sealing waits for nobody, so its entry is one of them.
   *
   * @param judge of the shield whose tier it is then
   * @returns version of the protection that the tier came with, or a later one
   */
  async setTier(caller: Caller, childId: string, tier: Tier, judge: Judge): Promise<number> {
    const entry = auditErrand(shieldEntry(randomUUID(), caller, 'shield-tier', childId, 'done'))
    const entries = tier === 'sealed' ? [entry] : []
    return transaction(this.connection, async () => {
      const found = await this.protections.find(childId)
      judge(found)
      const { shield, version: before } = found!
      const changedShield = shield && withTier(shield, tier, caller)
      if (!changedShield) {
        await this.outbox.add(entries)
        return before
      }
      if (tier === 'sealed') await this.outlived.endOverrides(caller, childId)
      const changed = await this.protections.advance(childId, { shield: changedShield })
      await this.protections.addStep(stepOf(tier === 'sealed' ? 'seal' : 'unseal', changed, caller.personId))
      await this.outbox.add([restrictErrand(childId, changed.version), ...entries])
      return changed.version
    })
  }

  /** Stops the answers under way about records that were just hidden because they look like a shielded child. */
  async stopAnswers(childIds: string[], because: string): Promise<void> {
    for (const childId of childIds)
      await transaction(this.connection, async () => {
        const stopped = await this.protections.advance(childId, {})
        await this.protections.addStep(stepOf('lookalike-hidden', stopped, because))
      })
  }

  /**
   * Nothing of a consent that was just withdrawn still arrives: answers under way about the child are stopped, and those that passed the guard
   * have ended when this returns. Of a shielded child only a broker's task shows consents: those answers are stopped by a count of their own,
   * since its desk, which sees the version, learns of no withdrawal.
   */
  async consentIsWithdrawn(childId: string, by: string): Promise<void> {
    await transaction(this.connection, async () => {
      if ((await this.protections.find(childId))?.shield) return this.protections.countWithdrawal(childId)
      const stopped = await this.protections.advance(childId, {})
      await this.protections.addStep(stepOf('consent-withdrawn', stopped, by))
    })
    await this.answersHaveEnded([childId])
  }

  /** Waits until no answer that passed the guard before can still arrive; at most two seconds. */
  async answersHaveEnded(childIds: string[]): Promise<void> {
    const found = await this.protections.findMany(childIds)
    await sleep(Math.max(0, ...[...found.values()].map(answersEndIn)))
  }

  /** All guards in one write, where all hold; else each for itself, so that one that does not stops no other. */
  private async touchTogether(asked: readonly Stance[][]): Promise<boolean[]> {
    if (await this.protections.touchIfUnchanged(distinct(asked.flat()))) return asked.map(() => true)
    if (asked.length === 1) return [false]
    return Promise.all(asked.map((stances) => this.protections.touchIfUnchanged(stances)))
  }
}
