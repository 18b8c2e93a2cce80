import type { Caller } from '@contactpoint/bus'
import type { Desk, FaultCurrent, ProposalNow, ProposalSeen, WorkItem, WorkKind } from '@contactpoint/contracts'
import { deskOf, isOf } from '../desks/desks.rules.ts'
import type { Protection } from '../protection/protection.schema.ts'
import type { NewProposal, Proposal, ProposalAtWork, Wanted } from './proposals.schema.ts'

/** A proposal as it is made. */
export function newProposal(
  { personId, identity, authority: from }: Pick<Caller, 'personId' | 'identity' | 'authority'>,
  childId: string,
  { kind, otherChildId, authority }: Wanted,
): NewProposal {
  return {
    ...{ kind, childId, otherChildId, authority, from },
    proposedBy: personId,
    identity,
    state: 'open',
    endedBy: null,
  }
}

export function toProposalNow({ childId, kind, state, dueAt }: Proposal): ProposalNow {
  return { childId, kind, state, dueAt: dueAt.toISOString() }
}

/** As the desk of the child sees it. */
export function toProposalSeen({ kind, otherChildId, authority, proposedBy, dueAt }: Proposal): ProposalSeen {
  return { kind, otherChildId, authority, proposedBy, dueAt: dueAt.toISOString() }
}

/** Whether what is proposed is still about a shield of the desk that proposed it. */
export function stands(
  { from }: Pick<Proposal, 'from'>,
  protection: Protection | null,
  desks: readonly Desk[],
): boolean {
  return isOf(from, protection, desks)
}

/** What the directory says of a record that is to go on as another. */
export interface Named {
  isNear: boolean
  /** Undefined: there is no such record. */
  authority: string | null | undefined
}

/**
 * Whether that record may be named: of this desk, or near to the one that goes on.
 *
 * @param other what protects it now: whose it is when it is shielded, the directory may not know yet
 */
export function mayBeNamed(
  desk: string,
  { isNear, authority }: Named,
  other: Protection | null,
  desks: readonly Desk[],
): boolean {
  if (other?.mergedInto) return false
  return isNear || deskOf(other?.shield ? other.shield.authority : authority, desks) === desk
}

/** What is said while something is open. */
export function currentOf({ kind }: Pick<Proposal, 'kind'>, { version }: Pick<Protection, 'version'>): FaultCurrent {
  return { state: `${kind}-proposed`, version }
}

/** Whether this person may agree to it: nobody does to what they proposed, whichever of their accounts they use (I8). */
export function mayAgree({ identity }: Pick<Caller, 'identity'>, open: Pick<Proposal, 'identity'>): boolean {
  return open.identity !== identity
}

type Worker = Pick<Caller, 'identity' | 'role' | 'authority'>

/** What waits for this person with a proposal; null: nothing. */
export function waitsWith(open: Proposal, worker: Worker): WorkKind | null {
  const { kind, from } = open
  if (kind === 'handover') {
    if (from === worker.authority) return 'handover-offered'
    return mayAgree(worker, open) ? 'accept-handover' : null
  }
  const isTheirs = from === worker.authority && worker.role === 'shield-officer' && mayAgree(worker, open)
  return isTheirs ? (kind === 'merge' ? 'agree-merge' : 'agree-split') : null
}

/** Proposals as what waits for a person. */
export function proposalWork(proposals: readonly ProposalAtWork[], worker: Worker): WorkItem[] {
  return proposals.flatMap((proposal) => {
    const kind = waitsWith(proposal, worker)
    const { childId, proposedAt, dueAt, isLate } = proposal
    const times = { since: proposedAt.toISOString(), dueAt: dueAt.toISOString(), isLate }
    return kind ? [{ kind, childId, id: null, ...times }] : []
  })
}
