import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  checkOverrideGrant,
  Fault,
  isChildId,
  readRecord,
  stepUp,
  type AttemptOverride,
  type BeginOverride,
  type Nothing,
  type OverrideAttempted,
  type OverrideNow,
} from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { ErrandsService } from '../errands/errands.service.ts'
import { OverrideCasesService } from '../override-cases/override-cases.service.ts'
import { PolicyService } from '../policy/policy.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { LiveOverridesService } from '../protection/live-overrides.service.ts'
import type { Stance } from '../protection/protection.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { attempted, attemptAsked, beginning, overrideEntry, warningFor } from './overrides.rules.ts'

/** Seeing a shielded record nevertheless: warned, checked by others from the first moment, proved again, for minutes (S26, S27). */
@Injectable()
export class OverridesService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly live: LiveOverridesService,
    private readonly cases: OverrideCasesService,
    private readonly releases: ReleaseService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
    private readonly policy: PolicyService,
  ) {}

  /** Opens a case, whatever follows, and warns. */
  async attempt(caller: Caller, ask: AttemptOverride): Promise<OverrideAttempted> {
    if (!(await this.mayOverride(caller))) return this.refuse(caller, ask)
    const { content } = await this.releases.release(caller, attemptAsked(ask), () => this.look(ask.childId))
    if (!content.isShielded) throw Fault.conflict('This child is not shielded: open the record')
    return { attemptId: await this.openCase(caller, ask, false), warning: warningFor(await this.minutes()) }
  }

  /** Shows the record to this session for minutes, once who asks has proved again who they are. */
  async begin(caller: Caller, ask: BeginOverride): Promise<OverrideNow> {
    const { childId, attemptId, ...proof } = ask
    const attempt = { _id: attemptId, childId, personId: caller.personId, sessionId: caller.sessionId }
    await this.cases.assertUsable(attempt)
    if (!(await this.mayOverride(caller))) throw mayNot()
    await this.bus.ask(stepUp, proof).catch((error: unknown) => this.failed(caller, ask, error))
    await this.releases.release(caller, ...beginning(ask))
    const minutes = await this.minutes()
    const { overrideId, until } = await transaction(this.connection, async () => {
      const begun = await this.live.begin(caller, childId, attemptId, minutes)
      if (!begun) throw Fault.conflict('This child is not shielded any more: open the record')
      await this.cases.show(attempt, begun.until)
      return begun
    })
    return { overrideId, expiresAt: until.toISOString() }
  }

  /** From its answer on the shield holds for this caller as for everybody: whatever else they override of the child in this session ends too. */
  async end(caller: Caller, overrideId: string): Promise<Nothing> {
    const found = await this.cases.findOwn(caller, overrideId)
    if (!found) throw Fault.notFound()
    const { childId } = found
    await transaction(this.connection, async () => {
      for (const caseId of new Set([overrideId, ...(await this.live.idsOf(caller, childId))])) {
        await this.live.end(caller.personId, childId, caseId)
        await this.cases.end(caseId)
        await this.keep(caller, 'override-end', { childId, caseId, outcome: 'done' })
      }
    })
    this.errands.wake()
    await this.protection.answersHaveEnded([childId])
    return {}
  }

  /** What this caller may see of a shielded child by an override that is in force, with the grant and the session as they are now; null: no more than others. */
  async stanceOf(caller: Caller, childId: string): Promise<Stance | null> {
    const stance = (await this.mayOverride(caller)) && (await this.live.stanceOf(caller, childId))
    if (!stance) return null
    try {
      await this.bus.ask(checkOverrideGrant, {})
      return stance
    } catch (error) {
      if (error instanceof Fault && error.code === 'forbidden') return null
      throw error
    }
  }

  /** How long one lasts now. */
  private async minutes(): Promise<number> {
    return (await this.policy.current()).document.overrides.minutes
  }

  /** Who may not is told so, and there is a case about it where there is a shield. */
  private async refuse(caller: Caller, ask: AttemptOverride): Promise<never> {
    const { childId } = ask
    await transaction(this.connection, () =>
      this.keep(caller, 'override-attempt', { childId, caseId: null, outcome: 'refused' }),
    )
    this.errands.wake()
    const { view, isSealed } = await this.protection.stance(childId)
    if (view === 'visible' && !isSealed && !(await this.cases.hasOpenRefusal(caller, childId)))
      await this.openCase(caller, ask, true)
    throw mayNot()
  }

  private async look(childId: string): Promise<Reading<{ isShielded: boolean }>> {
    if (!isChildId(childId)) return nothingFound(childId)
    const stance = await this.protection.stance(childId)
    const view = stance.view === 'full' ? 'full' : 'visible'
    return attempted(await ifFound(this.bus.ask(readRecord, { childId, view })), stance)
  }

  private async openCase(caller: Caller, ask: AttemptOverride, isRefused: boolean): Promise<string> {
    const protection = await this.protection.find(ask.childId)
    return this.cases.open(caller, ask, protection ?? { shield: null }, isRefused)
  }

  /** Whether the token says that there is a grant, and no case suspends it. */
  private async mayOverride(caller: Caller): Promise<boolean> {
    return caller.mayOverride && !(await this.cases.isSuspended(caller))
  }

  /** A failed step stays on the case. */
  private async failed(caller: Caller, { childId, attemptId: caseId }: BeginOverride, error: unknown): Promise<never> {
    if (error instanceof Fault && (error.code === 'step-up-failed' || error.code === 'forbidden')) {
      await transaction(this.connection, async () => {
        await this.cases.addFailure(caseId)
        await this.keep(caller, 'override', { childId, caseId, outcome: 'refused' })
      })
      this.errands.wake()
    }
    throw error
  }

  private async keep(
    caller: Caller,
    action: 'override-attempt' | 'override' | 'override-end',
    what: Parameters<typeof overrideEntry>[3],
  ): Promise<void> {
    await this.outbox.add([auditErrand(overrideEntry(randomUUID(), caller, action, what))])
  }
}

function mayNot(): Fault {
  return new Fault('forbidden', 'You do not hold the right to override a shield now')
}
