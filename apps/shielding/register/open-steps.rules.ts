import type { Caller } from '@contactpoint/bus'
import { DESK_STEPS, type DeskStep, type Role } from '@contactpoint/contracts'
import { mayAgree } from '../proposals/proposals.rules.ts'
import type { OpenProposal } from '../proposals/proposals.schema.ts'
import { stateOf } from '../protection/protection.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import { mayTake, STAGE_KINDS, type StageKind } from '../protection/stages.rules.ts'
import { openTo, STEPS, type StepKind } from '../protection/steps.rules.ts'
import { maySet } from '../tiers/tiers.rules.ts'

/** A shield of somebody's desk, with what decides which steps are open. */
export interface Standing {
  protection: Protection
  /** What is proposed about its record; null: nothing. */
  open: OpenProposal | null
  /** Whether another record goes on as this one. */
  hasParts: boolean
}

type Asker = Pick<Caller, 'identity' | 'role'>
type Judge = (standing: Standing, asker: Asker) => boolean

const isAllowed = (kind: StepKind, { role }: Asker): boolean => (STEPS[kind].by as readonly Role[]).includes(role)
const proposing =
  (kind: 'merge' | 'split' | 'move'): Judge =>
  ({ open }, asker) =>
    !open && isAllowed(kind, asker)
const agreeing =
  (kind: 'merge' | 'split'): Judge =>
  ({ open }, asker) =>
    open?.kind === kind && open.fits && isAllowed(kind, asker) && mayAgree(asker, open)
const tierOf = ({ protection }: Standing): string | undefined => protection.shield?.tier

/** Steps that are not one from state to state. */
const ASIDE: Record<Exclude<DeskStep, StageKind>, Judge> = {
  seal: (standing, asker) => tierOf(standing) === 'standard' && isAllowed('seal', asker),
  unseal: (standing, asker) =>
    tierOf(standing) === 'sealed' &&
    isAllowed('unseal', asker) &&
    maySet(asker, standing.protection.shield!, 'standard'),
  'propose-merge': proposing('merge'),
  'agree-merge': agreeing('merge'),
  'propose-split': (standing, asker) => standing.hasParts && proposing('split')(standing, asker),
  'agree-split': agreeing('split'),
  'offer-handover': proposing('move'),
  'refuse-proposal': ({ open }, asker) => open !== null && isAllowed('move', asker),
}

/** What this person can do about a shield of their desk: each of these is accepted as long as nobody is first, and no other step is. */
export function openSteps(standing: Standing, asker: Asker): DeskStep[] {
  const { protection } = standing
  const isStage = (step: DeskStep): step is DeskStep & StageKind => (STAGE_KINDS as readonly string[]).includes(step)
  return DESK_STEPS.filter((step) => {
    if (!isStage(step)) return ASIDE[step](standing, asker)
    return openTo([step], asker.role, stateOf(protection)) !== null && mayTake(step, protection.shield!, asker)
  })
}
