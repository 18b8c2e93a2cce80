import { PROPOSAL_KINDS, PROPOSAL_STATES, type ProposalKind, type ProposalState } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What is proposed about a record: another one is to go on as it, or to be split off, or another authority to take it over. */
export interface Wanted {
  kind: ProposalKind
  /** Of a merge, whose id is then nobody's; of a split, what was merged into it. */
  otherChildId: string | null
  /** Of a handover: DfE code of who is to become responsible. */
  authority: string | null
}

/** What one person proposed about a shielded child and another decides. */
export interface Proposal extends Wanted {
  _id: string
  childId: string
  /** Code of the desk that decides about the child while it is open. */
  from: string
  /** Person id of who proposed it. */
  proposedBy: string
  /** Who that is, whichever account they use. */
  identity: string
  /** Times are the database server's. */
  proposedAt: Date
  dueAt: Date
  state: ProposalState
  /** Person id of who ended it. */
  endedBy: string | null
}

/** A proposal without what the database says of time. */
export type NewProposal = Omit<Proposal, '_id' | 'proposedAt' | 'dueAt'>

/** With whether what is proposed still can be done. */
export interface OpenProposal extends Proposal {
  fits: boolean
}

/** With what the database's clock says of it. */
export interface ProposalAtWork extends Proposal {
  isLate: boolean
}

const proposalSchema = new Schema<Proposal>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: PROPOSAL_KINDS, required: true },
    childId: { type: String, required: true },
    otherChildId: { type: String, default: null },
    authority: { type: String, default: null },
    from: { type: String, required: true },
    proposedBy: { type: String, required: true },
    identity: { type: String, required: true },
    proposedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    state: { type: String, enum: PROPOSAL_STATES, required: true },
    endedBy: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
/** One is open about a child at a time. */
proposalSchema.index({ childId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
proposalSchema.index({ state: 1, from: 1 })
proposalSchema.index({ state: 1, authority: 1 })

export const proposals = collection('proposals', proposalSchema)
