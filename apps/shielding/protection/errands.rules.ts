import type { AppendEntry } from '@contactpoint/contracts'

/** The directory's marks must follow this version of a child's protection. */
export interface RestrictErrand {
  childId: string
  version: number
}

/** The directory's records must follow what is said of these two now: one goes on as the other, or stands by itself. */
export interface MergingErrand {
  childId: string
  into: string
  version: number
}

/** A check of an override found no grounds: the grants of its person end, with all their sessions and overrides, by whichever account. */
export interface RevokeErrand {
  caseId: string
  personId: string
  /** Whose account it is; left out where a version before wrote it. */
  identity?: string
  /** Person id of who checked. */
  by: string
}

/** The directory must say that another authority is responsible, as is said here. */
export interface MoveErrand {
  childId: string
  /** DfE code. */
  authority: string
  version: number
}

/** An errand as the outbox takes it. */
export type Errand =
  | { _id: string; kind: 'restrict'; payload: RestrictErrand }
  | { _id: string; kind: 'merging'; payload: MergingErrand }
  | { _id: string; kind: 'revoke'; payload: RevokeErrand }
  | { _id: string; kind: 'move'; payload: MoveErrand }
  | { _id: string; kind: 'audit'; payload: AppendEntry }

/** Its id is known beforehand, so that whoever has restricted the child can take the errand out. */
export function restrictErrand(childId: string, version: number): Errand {
  return { _id: `restrict:${childId}:${version}`, kind: 'restrict', payload: { childId, version } }
}

export function mergingErrand(payload: MergingErrand): Errand {
  return { _id: `merging:${payload.childId}:${payload.version}`, kind: 'merging', payload }
}

export function revokeErrand(payload: RevokeErrand): Errand {
  return { _id: `revoke:${payload.caseId}`, kind: 'revoke', payload }
}

export function moveErrand(payload: MoveErrand): Errand {
  return { _id: `move:${payload.childId}:${payload.version}`, kind: 'move', payload }
}

/** An entry that does not hold up what it tells of: audit being down never delays a protection. */
export function auditErrand(entry: AppendEntry): Errand {
  return { _id: entry.entryId, kind: 'audit', payload: entry }
}
