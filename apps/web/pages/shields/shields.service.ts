import { Injectable, NotFoundException } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type {
  LiftCode,
  ProposalKind,
  ProposalNow,
  RefusalCode,
  ShieldNow,
  ShieldRead,
  TierSet,
} from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { isProblem } from '../../layout/field-errors.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { actionsFor, OFFERED_TO_US, type Action } from './actions.rules.ts'

/** A shield of the own desk, or a child that another desk offers to it. */
export interface ShieldSeen {
  /** Null: it is offered, and its shield is not ours to see yet. */
  shield: ShieldRead | null
  actions: (Action & { name: string })[]
}

/** The fields that a step may need. */
export interface StepForm {
  code?: string
  otherChildId?: string
  authority?: string
  /** What is refused: another that was proposed meanwhile stays open. */
  kind?: string
}

/** Reads a shield with what can be done about it, and does it. */
@Injectable()
export class ShieldsService {
  constructor(private readonly gateway: GatewayClient) {}

  /** @throws ProblemError `not-found` for a child that is not this desk's and is not offered to it */
  async read(person: SignedIn, childId: string): Promise<ShieldSeen> {
    try {
      const shield = await this.gateway.as(person).call(api.shields.get, { childId })
      return { shield, actions: actionsFor(shield) }
    } catch (error) {
      if (!isProblem(error, 'not-found')) throw error
      const { items } = await this.gateway.as(person).call(api.work.mine)
      const isOffered = items.some((item) => item.kind === 'accept-handover' && item.childId === childId)
      if (!isOffered) throw error
      return { shield: null, actions: [...OFFERED_TO_US] }
    }
  }

  /** Takes one step. @throws ProblemError `conflict` when somebody was first */
  async take(
    person: SignedIn,
    childId: string,
    name: string,
    form: StepForm,
  ): Promise<ShieldNow | ProposalNow | TierSet> {
    const { shields, proposals } = api
    const gateway = this.gateway.as(person)
    const about = { childId }
    const code = (form.code ?? '') as RefusalCode & LiftCode
    const other = { childId, otherChildId: (form.otherChildId ?? '').replaceAll(/\s/g, '').toUpperCase() }
    const agreed = form.otherChildId ? other : about
    const steps: Record<string, () => Promise<ShieldNow | ProposalNow | TierSet>> = {
      place: () => gateway.call(shields.place, about),
      confirm: () => gateway.call(shields.confirm, about),
      'propose-refusal': () => gateway.call(shields.refuse, { childId, code }),
      'agree-refusal': () => gateway.call(shields.refuse, { childId, code }),
      refuse: () => gateway.call(shields.refuse, { childId, code }),
      'review-keep': () => gateway.call(shields.review, { childId, decision: 'keep' }),
      'review-lift': () => gateway.call(shields.review, { childId, decision: 'propose-lift' }),
      'propose-lift': () => gateway.call(shields.proposeLift, { childId, code }),
      'agree-lift': () => gateway.call(shields.agreeLift, about),
      lift: () => gateway.call(shields.decideLift, { childId, decision: 'lift' }),
      keep: () => gateway.call(shields.decideLift, { childId, decision: 'keep' }),
      seal: () => gateway.call(shields.setTier, { childId, tier: 'sealed' }),
      unseal: () => gateway.call(shields.setTier, { childId, tier: 'standard' }),
      'propose-merge': () => gateway.call(proposals.merge, other),
      'agree-merge': () => gateway.call(proposals.agreeMerge, agreed),
      'propose-split': () => gateway.call(proposals.split, other),
      'agree-split': () => gateway.call(proposals.agreeSplit, agreed),
      'offer-handover': () =>
        gateway.call(proposals.offerHandover, { childId, authority: (form.authority ?? '').trim() }),
      'accept-handover': () => gateway.call(proposals.acceptHandover, about),
      'refuse-proposal': () =>
        gateway.call(proposals.refuse, { childId, ...(form.kind && { kind: form.kind as ProposalKind }) }),
    }
    if (!Object.hasOwn(steps, name)) throw new NotFoundException()
    return steps[name]!()
  }
}
