import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  approveOverrideGrant,
  endOverrideGrant,
  proposeOverrideGrant,
  type AboutGrant,
  type OverrideGrant,
  type ProposeOverrideGrant,
} from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { ErrandsService } from '../errands/errands.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { LiveOverridesService } from '../protection/live-overrides.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { grantEntry, granting } from './override-grants.rules.ts'

/** Who may override shields: identity keeps it, and what is done about it is recorded here. */
@Injectable()
export class OverrideGrantsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    private readonly live: LiveOverridesService,
    private readonly releases: ReleaseService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
  ) {}

  async propose(caller: Caller, ask: ProposeOverrideGrant): Promise<OverrideGrant> {
    await this.releases.release(caller, ...granting('propose', { personId: ask.personId }))
    return this.bus.ask(proposeOverrideGrant, ask)
  }

  /** Recorded before it holds. */
  async approve(caller: Caller, ask: AboutGrant): Promise<OverrideGrant> {
    await this.releases.release(caller, ...granting('approve', { grantId: ask.grantId }))
    return this.bus.ask(approveOverrideGrant, ask)
  }

  /** Holds at once, and then what goes on by it is ended; its entry waits for nobody. */
  async end(caller: Caller, ask: AboutGrant): Promise<OverrideGrant> {
    const ended = await this.bus.ask(endOverrideGrant, ask)
    const entry = grantEntry(randomUUID(), caller, { step: 'end', grantId: ask.grantId, personId: ended.personId })
    await transaction(this.connection, () => this.outbox.add([auditErrand(entry)]))
    this.errands.wake()
    await this.live.endAllOf({ personId: ended.personId }, caller.personId)
    return ended
  }
}
