import type { KeyPair } from '@contactpoint/client'
import type { DuplicateState, LinkAnswer, Reason, Role } from '@contactpoint/contracts'
import type { SearchCriteria } from '@contactpoint/contracts'

/** What the gateway granted; times are of this machine's clock, in milliseconds. */
export interface GrantedTokens {
  accessToken: string
  accessEndsAt: number
  refreshToken: string
}

/** Who is signed in, and with what. */
export interface SignedIn extends GrantedTokens {
  personId: string
  username: string
  role: Role
  organisation: string
  /** Hash of what only this browser keeps. */
  device: string
  /** What their session is bound to; missing: it was begun before sessions were. */
  key?: KeyPair
  beganAt: number
  seenAt: number
}

/** Why somebody looks at records, as they said last. */
export interface Purpose {
  reason: Reason
  caseReference?: string
}

/** A question that was asked, so that its answer is asked for anew each time it is looked at: no answer is kept. */
export interface KeptSearch {
  id: string
  criteria: Partial<SearchCriteria>
}

/** A question about a row of a feed that was opened: that it was, and nothing of what it showed. */
export interface KeptQuestion {
  id: string
  /** Until when it is theirs, as they were told; missing: they were not told yet. */
  heldUntil?: string
}

/** What they said of a row, so that they can undo it. */
export interface KeptAnswer {
  /** By which the answer is undone. */
  id: string
  answer: LinkAnswer
  /** By this machine's clock, in milliseconds. */
  at: number
}

/** A pair of records that was opened: that it was, and nothing of what it showed. */
export interface KeptPair {
  id: string
}

/** How it stood with a pair of records once they had said something of it. */
export interface KeptState {
  /** Of the pair. */
  id: string
  state: DuplicateState
  /** By this machine's clock, in milliseconds. */
  at: number
}

/** What stood in a form when the session had ended: nothing typed is lost. */
export interface KeptForm {
  username: string
  path: string
  fields: Record<string, string>
}

/** What one browser keeps for us, sealed. */
export interface WebSession {
  /** The token that forms carry. */
  csrf?: string
  /** Between the two steps of signing in. */
  signIn?: { username: string; password: string }
  person?: SignedIn
  purpose?: Purpose
  searches?: KeptSearch[]
  questions?: KeptQuestion[]
  answers?: KeptAnswer[]
  pairs?: KeptPair[]
  pairStates?: KeptState[]
  kept?: KeptForm
  /** Said once, on the next page. */
  notice?: Notice
}

/** What the next page says at its top, once. */
export type Notice =
  | 'signed-out'
  | 'session-ended'
  | 'kept'
  | 'proved'
  | 'saved'
  | 'reported'
  | 'override-ended'
  | 'done'
  | 'shield-ended'
  | 'file-applied'
  | 'file-taken-back'
  | 'file-thrown-away'
  | 'question-put-back'
  | 'answer-undone'
  | 'pair-put-back'
  | 'pair-undone'

declare module 'express-serve-static-core' {
  interface Request {
    session: WebSession
  }
}
