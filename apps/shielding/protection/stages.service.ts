import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import { Fault, type PolicyTerms, type ShieldBreakdown } from '@contactpoint/contracts'
import { Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { PolicyService } from '../policy/policy.service.ts'
import { auditErrand, restrictErrand } from './errands.rules.ts'
import { OpenProposalsService } from '../proposals/open-proposals.service.ts'
import { OutlivedService } from './outlived.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { ShieldsRepository, type CountedShields, type ShieldQuery } from './shields.repository.ts'
import { shieldEntry, stateOf, stepOf, type Judge, type ShieldAction } from './protection.rules.ts'
import type { Protection, ShieldAtWork, Step } from './protection.schema.ts'
import { currentOf, loosens, mayTake, shieldAfter, timeless, type StageKind } from './stages.rules.ts'
import { openTo } from './steps.rules.ts'
import { termsOf } from './terms.rules.ts'

/** A step that somebody wants to take: what it may be, by the role and the state, how the log calls it, and the reason where there is one. */
export interface Stage {
  kinds: readonly StageKind[]
  action: ShieldAction
  code: string | null
}

/** A step as it is taken: what it is, the reason where there is one, and when what follows is due. */
interface Taken extends Pick<Stage, 'code'> {
  kind: StageKind
  terms: PolicyTerms
}

/** Commits the steps by which people bring a shield from one state to another, each with what must follow. */
@Injectable()
export class StagesService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly protections: ProtectionRepository,
    private readonly shields: ShieldsRepository,
    private readonly outlived: OutlivedService,
    private readonly proposals: OpenProposalsService,
    private readonly outbox: Outbox,
    private readonly policy: PolicyService,
  ) {}

  /** @throws Fault `conflict`, with the state as it is, when the step is not open now or takes somebody else; `not-found` without a shield */
  async kindFor(caller: Caller, childId: string, { kinds }: Stage): Promise<StageKind> {
    return kindOf(caller, kinds, await this.protections.find(childId))
  }

  /**
   * Takes the step, judged by the state in which it commits, as is whose it is. What shows something again was recorded before; any other step brings its
   * entry with it, so that audit being down never delays it.
   *
   * @throws Fault as `judge` and `kindFor`
   */
  async take(caller: Caller, childId: string, { kinds, action, code }: Stage, judge: Judge): Promise<Protection> {
    const { shields: terms } = (await this.policy.current()).document
    return transaction(this.connection, async () => {
      const before = await this.protections.find(childId)
      judge(before)
      const kind = kindOf(caller, kinds, before)
      const step = { kind, code, terms }
      const after = await this.step(caller, before!, step)
      if (loosens(kind)) {
        const parts = await this.protections.findPartsOf(childId)
        for (const part of parts) if (part.shield) await this.step(caller, part, step)
        await this.proposals.endAllOf([childId, ...parts.map(({ _id }) => _id)], caller.personId)
        await this.outbox.add([restrictErrand(childId, after.version)])
      } else {
        await this.outbox.add([auditErrand(shieldEntry(randomUUID(), caller, action, childId, 'done'))])
      }
      return after
    })
  }

  /** Shields by what they wait for, by child id. */
  find(query: ShieldQuery, most: number): Promise<Protection[]> {
    return this.shields.find(query, most)
  }

  /** Shields of which a step is waited for, or will be within a week; what is due first comes first. */
  atWork(of: ShieldQuery['of'], most: number): Promise<ShieldAtWork[]> {
    return this.shields.findAtWork(of, most)
  }

  /** The last steps about a child, in order. */
  stepsOf(childId: string, most: number): Promise<Step[]> {
    return this.shields.findSteps(childId, most)
  }

  /** How many shields wait for a step that is late, by state. */
  async countOverdue(): Promise<Record<string, number>> {
    const states = await this.shields.count('state', null)
    return Object.fromEntries(states.flatMap(({ key, overdue }) => (overdue > 0 ? [[key, overdue]] : [])))
  }

  /** How many shields are in force now, and of how many of them a step is late; null: all. */
  count(by: ShieldBreakdown, of: ShieldQuery['of'] | null): Promise<CountedShields[]> {
    return this.shields.count(by, of)
  }

  /** Says of each shield that is late that it is, and again a week later, for ever; it stays in force. @returns whether there may be more */
  async escalate(most: number): Promise<boolean> {
    const { shields: terms } = (await this.policy.current()).document
    const late = await this.shields.findToEscalate(most)
    for (const { _id: childId, version } of late)
      await transaction(this.connection, async () => {
        const before = await this.protections.find(childId)
        if (!before?.shield || before.version !== version) return // somebody has acted meanwhile
        const said = { ...timeless(before.shield), escalations: before.shield.escalations + 1 }
        const after = await this.protections.advanceShield(childId, said, termsOf(terms, said.tier).escalate)
        await this.protections.addStep(stepOf('escalate', after, 'time'))
      })
    return late.length === most
  }

  private async step(caller: Caller, before: Protection, { kind, code, terms }: Taken): Promise<Protection> {
    const shield = shieldAfter(kind, before.shield!, caller, code)
    if (!shield) await this.outlived.endOverrides(caller, before._id)
    const after = shield
      ? await this.protections.advanceShield(before._id, shield, termsOf(terms, shield.tier)[kind])
      : await this.protections.advance(before._id, { shield })
    await this.protections.addStep(stepOf(kind, after, caller.personId, code))
    return after
  }
}

function kindOf(caller: Caller, kinds: readonly StageKind[], protection: Protection | null): StageKind {
  if (!protection?.shield) throw Fault.notFound()
  const kind = openTo(kinds, caller.role, stateOf(protection))
  const current = currentOf(protection)
  if (!kind) throw Fault.conflict('This step is not open in the state in which the shield is', current)
  if (!mayTake(kind, protection.shield, caller)) throw Fault.conflict('This step takes somebody else', current)
  return kind
}
