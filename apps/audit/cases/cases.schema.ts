import {
  MISUSE_ANSWERS,
  MISUSE_CODES,
  MISUSE_RULES,
  MISUSE_STATES,
  MOST_ALERTS_NAMED,
  type MisuseAnswer,
  type MisuseCode,
  type MisuseRule,
  type MisuseState,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Who looks into cases: auditors, and into those about auditors the management team of the national desk. */
export const CASE_DESKS = ['auditors', 'national'] as const
export type CaseDesk = (typeof CASE_DESKS)[number]

/** What one person did that a rule says to look at. One is open for a person and a rule at a time. */
export interface StoredMisuseCase {
  _id: string
  rule: MisuseRule
  /** Who it is, whichever account it was. */
  identity: string
  personId: string
  role: string
  organisation: string
  desk: CaseDesk
  /** How often it was noticed while the case was open. */
  alerts: number
  /** Indices of the latest of these entries. */
  entries: number[]
  openedAt: Date
  dueAt: Date
  state: MisuseState
  /** Whoever looks into it: the account, and who that is. */
  assignedTo: { personId: string; identity: string } | null
  answer: MisuseAnswer | null
  code: MisuseCode | null
  /** Who answered it so far. */
  answeredBy: string[]
  answeredAt: Date | null
  /** Whether the person is suspended because of it. */
  isSuspending: boolean
  /** Whether identity knows of that. */
  isCarriedOut: boolean
}

/** A case with what the database's clock says of it. */
export interface MisuseCaseNow extends StoredMisuseCase {
  isLate: boolean
}

/** Entries of one person that one rule noticed. */
export type Noticed = Pick<
  StoredMisuseCase,
  'rule' | 'identity' | 'personId' | 'role' | 'organisation' | 'desk' | 'entries' | 'openedAt' | 'dueAt'
>

/** How many cases of a rule there are of each kind. */
export interface CasesCounted {
  _id: MisuseRule
  open: number
  misuse: number
  noMisuse: number
}

const text = { type: String, required: true }

const caseSchema = new Schema<StoredMisuseCase>(
  {
    _id: text,
    rule: { type: String, enum: MISUSE_RULES, required: true },
    identity: text,
    personId: text,
    role: text,
    organisation: String,
    desk: { type: String, enum: CASE_DESKS, required: true },
    alerts: { type: Number, required: true },
    entries: { type: [Number], required: true },
    openedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    state: { type: String, enum: MISUSE_STATES, required: true },
    assignedTo: { type: new Schema({ personId: text, identity: text }, { _id: false }), default: null },
    answer: { type: String, enum: [...MISUSE_ANSWERS, null], default: null },
    code: { type: String, enum: [...MISUSE_CODES, null], default: null },
    answeredBy: { type: [String], required: true },
    answeredAt: { type: Date, default: null },
    isSuspending: { type: Boolean, required: true },
    isCarriedOut: { type: Boolean, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
caseSchema.index({ identity: 1, rule: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
caseSchema.index({ desk: 1, state: 1, dueAt: 1 })
caseSchema.index({ isCarriedOut: 1 }, { partialFilterExpression: { isCarriedOut: false } })

export const misuseCases = collection('misuse_cases', caseSchema, {
  refine: { entries: { maxItems: MOST_ALERTS_NAMED } },
})
