import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import { assertInTransaction, transaction } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { LiveOverridesRepository, type Holder, type Whose } from './live-overrides.repository.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { stepOf, type Stance } from './protection.rules.ts'
import type { LiveOverride } from './protection.schema.ts'
import { ProtectionService } from './protection.service.ts'

/** The overrides of shields that are in force: bound to person, session and child. */
@Injectable()
export class LiveOverridesService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly overrides: LiveOverridesRepository,
    private readonly protections: ProtectionRepository,
    private readonly protection: ProtectionService,
  ) {}

  /** What this caller may see of a shielded child by an override of theirs; null: they have none. */
  async stanceOf({ personId, sessionId }: Caller, childId: string): Promise<Stance | null> {
    const found = await this.overrides.find(childId, { personId, sessionId })
    if (!found) return null
    const { overrideId, until } = found.overrides!.at(-1)!
    return { childId, version: found.version, view: 'overridden', isSealed: false, override: { overrideId, until } }
  }

  /** Begins one, as part of the transaction that runs. @returns null when there is no shield, or a sealed child */
  async begin(
    { personId, identity, sessionId }: Caller,
    childId: string,
    overrideId: string,
    minutes: number,
  ): Promise<LiveOverride | null> {
    assertInTransaction()
    const begun = await this.overrides.begin(childId, { overrideId, personId, identity, sessionId }, minutes)
    if (!begun) return null
    await this.protections.addStep(stepOf('override', begun, personId))
    return begun.overrides!.at(-1)!
  }

  /** Ends one, as part of the transaction that runs; again, it does nothing. */
  async end(by: string, childId: string, overrideId: string): Promise<void> {
    assertInTransaction()
    const ended = await this.overrides.end(childId, overrideId)
    if (ended) await this.protections.addStep(stepOf('override-end', ended, by))
  }

  /** Ids of what this holder overrides of a child: who begins twice has two. */
  async idsOf({ personId, sessionId }: Holder, childId: string): Promise<string[]> {
    const found = await this.overrides.find(childId, { personId, sessionId })
    return (found?.overrides ?? []).map(({ overrideId }) => overrideId)
  }

  /** Ends whatever an account overrides, or a person by any of theirs, and waits until nothing that it let through can still arrive. */
  async endAllOf(whose: Whose, by: string): Promise<void> {
    const isTheirs = (one: LiveOverride): boolean =>
      Object.entries(whose).every(([key, value]) => one[key as keyof LiveOverride] === value)
    const found = await this.overrides.findOf(whose)
    const theirs = found.flatMap(({ _id: childId, overrides = [] }) =>
      overrides.filter(isTheirs).map(({ overrideId }) => ({ childId, overrideId })),
    )
    for (const { childId, overrideId } of theirs)
      await transaction(this.connection, () => this.end(by, childId, overrideId))
    await this.protection.answersHaveEnded([...new Set(theirs.map(({ childId }) => childId))])
  }
}
