import type { Caller } from '@contactpoint/bus'
import type { AppendEntry, Outcome } from '@contactpoint/contracts'
import { closedPiece, openPiece, type DisclosedEntry, type Piece } from '@contactpoint/tamper-log'
import { headerText, ownEntry } from '../ledger/ledger.rules.ts'
import type { SealedPiece } from '../ledger/ledger.schema.ts'
import type { OpenedEntry } from '../ledger/ledger.service.ts'
import type { OpenedPiece } from '../ledger/sealing.service.ts'

/** Who did it may prove it, and auditors may prove anything. */
export function maySee({ personId, role }: Caller, { entry }: OpenedEntry): boolean {
  return entry.personId === personId || role === 'auditor'
}

/** The entry as the caller may see it: an auditor sees which children, never by what details they were looked for (AC-23). */
export function discloseTo({ personId }: Caller, { entry, parts, particulars }: OpenedEntry): DisclosedEntry {
  const isOwn = entry.personId === personId
  return {
    header: openPiece(entry.salt, headerText(entry)),
    parts: entry.parts.map((stored, n) => pieceOf(stored, parts[n] ?? null)),
    particulars: entry.particulars && pieceOf(entry.particulars, isOwn ? particulars : null),
  }
}

function pieceOf({ commitment }: SealedPiece, opened: OpenedPiece | null): Piece {
  return opened ? openPiece(opened.salt, opened.text) : closedPiece(commitment)
}

/** What the log says of a proof that was asked for. */
export function proofEntry(entryId: string, caller: Caller, index: number, outcome: Outcome): AppendEntry {
  return ownEntry(entryId, caller, { action: 'proof', outcome, particulars: { index } })
}
