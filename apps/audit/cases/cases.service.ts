import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  type AnswerMisuseCase,
  type ListMisuseCases,
  type MisuseCaseNow,
  type MisuseCasesListed,
  type Outcome,
  type Receipt,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { LedgerService } from '../ledger/ledger.service.ts'
import type { Alert } from '../misuse/noticing.rules.ts'
import { RULE_TERMS } from '../misuse/rule-terms.rules.ts'
import { CasesRepository } from './cases.repository.ts'
import {
  answerKept,
  caseEntry,
  noticedBy,
  reasonNotToAnswer,
  toMisuseCase,
  toPrecision,
  visibleTo,
  type CaseAction,
  type Visible,
} from './cases.rules.ts'
import type { MisuseCaseNow as Found } from './cases.schema.ts'
import { SuspensionsService } from './suspensions.service.ts'

/** A case somebody may see. */
interface Theirs {
  visible: Visible
  found: Found
}

/** Cases about what people did: opened by rules, looked into by people outside the team of whoever did it (AC-01). */
@Injectable()
export class CasesService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly suspensions: SuspensionsService,
    private readonly cases: CasesRepository,
  ) {}

  /** As part of the transaction that keeps how far the rules have read. */
  async raise(alerts: readonly Alert[]): Promise<void> {
    if (alerts.length > 0) await this.cases.add(noticedBy(alerts, (rule) => RULE_TERMS[rule].dueHours))
  }

  async list(caller: Caller, { state = 'open', rule, caseId }: ListMisuseCases): Promise<MisuseCasesListed> {
    const receipt = await this.record(caller, 'misuse-list', { state, rule: rule ?? null, caseId: caseId ?? null })
    const visible = visibleTo(caller)
    if (!visible) return { items: [], rules: [], next: null, receipt }
    const items = await this.cases.findAll(visible, caseId ? { _id: caseId } : { state, ...(rule && { rule }) })
    const counted = await this.cases.countByRule(visible)
    return { items: items.map(toMisuseCase), rules: counted.map(toPrecision), next: null, receipt }
  }

  async assign(caller: Caller, caseId: string): Promise<MisuseCaseNow> {
    const { visible, found } = await this.get(caller, caseId)
    if (found.state === 'answered') throw new Fault('conflict', 'The case is answered')
    return this.take(caller, 'misuse-assign', { caseId }, visible, () => this.cases.assign(caseId, whoIs(caller)))
  }

  /** A suspension that this says is carried out before it returns, or soon after, whatever crashes. */
  async answer(caller: Caller, ask: AnswerMisuseCase): Promise<MisuseCaseNow> {
    const { caseId, answer, code, suspend = false } = ask
    if (suspend && answer !== 'misuse') throw Fault.invalid('suspend', 'isOnlyWithMisuse')
    const { visible, found } = await this.get(caller, caseId)
    const reason = reasonNotToAnswer(found, caller.identity, ask.alerts)
    if (reason) throw new Fault('conflict', reason)
    const now = await this.take(caller, 'misuse-answer', { caseId, answer, code, suspend }, visible, () =>
      this.cases.answer(found, whoIs(caller), answerKept(found, ask)),
    )
    await this.suspensions.carryOut()
    return now
  }

  async reopen(caller: Caller, caseId: string): Promise<MisuseCaseNow> {
    const { visible, found } = await this.get(caller, caseId)
    if (found.state === 'open') throw new Fault('conflict', 'The case is open')
    return this.take(caller, 'misuse-reopen', { caseId }, visible, () =>
      this.cases.reopen(caseId, RULE_TERMS[found.rule].dueHours),
    )
  }

  /** @throws Fault `not-found` for a case that is not the caller's to see, and for none */
  private async get(caller: Caller, caseId: string): Promise<Theirs> {
    const visible = visibleTo(caller)
    const found = visible && (await this.cases.find(caseId, visible))
    if (!found) throw Fault.notFound()
    return { visible, found }
  }

  /** Recorded, then done. @throws Fault `conflict` when somebody was first: that is recorded too */
  private async take(
    caller: Caller,
    action: CaseAction,
    said: { caseId: string } & Record<string, unknown>,
    visible: Visible,
    change: () => Promise<boolean>,
  ): Promise<MisuseCaseNow> {
    const receipt = await this.record(caller, action, said)
    if (!(await change())) {
      await this.record(caller, action, said, 'refused')
      throw new Fault('conflict', 'Somebody was first, or another case of this rule is open about the person')
    }
    return { case: toMisuseCase((await this.cases.find(said.caseId, visible))!), receipt }
  }

  private record(
    caller: Caller,
    action: CaseAction,
    said: Record<string, unknown>,
    outcome?: Outcome,
  ): Promise<Receipt> {
    return this.ledger.append(caseEntry(randomUUID(), caller, action, said, outcome))
  }
}

function whoIs({ personId, identity }: Caller): { personId: string; identity: string } {
  return { personId, identity }
}
