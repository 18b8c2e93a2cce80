import { hash } from 'node:crypto'
import type { Caller } from '@contactpoint/bus'
import { entryCaller, Fault, type AppendEntry, type EntryChild } from '@contactpoint/contracts'
import { commitmentOf, entryBytes } from '@contactpoint/tamper-log'
import type { EntryDocument, KeptAsker, KeptSignals, PlacedHeader } from './ledger.schema.ts'

const PARTICULARS_LABEL = Buffer.from('contactpoint/v1 particulars-key\n')

/** Text of all pieces of one entry together: far above any search, and far below what a message may carry. */
const LONGEST_ENTRY = 64 * 1024

/** What an entry says in clear. */
export type EntryHeader = Pick<
  EntryDocument,
  | 'time'
  | 'personId'
  | 'identity'
  | 'role'
  | 'organisation'
  | 'asker'
  | 'action'
  | 'outcome'
  | 'reason'
  | 'trace'
  | 'policy'
  | 'signals'
>

export function headerOf(entry: AppendEntry, time: Date): EntryHeader {
  const { personId, identity, role, organisation, trace = null } = entry.caller
  return {
    time,
    personId,
    role,
    organisation,
    action: entry.action,
    outcome: entry.outcome,
    reason: entry.reason ?? null,
    trace,
    policy: entry.policy ?? null,
    ...(identity && { identity }),
    ...(entry.asker && { asker: askerOf(entry.asker) }),
  }
}

/** Always the same letters for the same facts. */
function askerOf({ personId, identity, role, organisation }: KeptAsker): KeptAsker {
  return { personId, ...(identity && { identity }), role, organisation }
}

/** The header as it is committed to: always the same letters for the same facts. What entries of before did not say is left out. */
export function headerText({ trace, policy, identity, asker, signals, ...header }: EntryHeader): string {
  const { personId, role, organisation, time, action, outcome, reason } = header
  const facts = { personId, role, organisation, time: time.toISOString(), action, outcome, reason }
  const later = {
    ...(trace && { trace }),
    ...(policy && { policy }),
    ...(identity && { identity }),
    ...(asker && { asker: askerOf(asker) }),
  }
  return JSON.stringify({ ...facts, ...later, ...(signals && { signals: signalsCommitment(signals) }) })
}

/** @param salt 32 random bytes @returns null where there are none */
export function keptSignals({ signals = [], askerSignals = [] }: AppendEntry, salt: Buffer): KeptSignals | null {
  if (signals.length + askerSignals.length === 0) return null
  const askerNames = [...askerSignals].sort()
  return { names: [...signals].sort(), ...(askerNames.length > 0 && { askerNames }), salt }
}

/** Hex: what a header says of signals. */
function signalsCommitment({ names, askerNames, salt }: KeptSignals): string {
  const said = askerNames ? [...names, { askerNames }] : names
  return Buffer.from(commitmentOf('signals', salt, JSON.stringify(said))).toString('hex')
}

export function partText({ childId, shown }: EntryChild): string {
  return JSON.stringify({ childId, shown })
}

/** Which child an opened part is of. @param text as {@link partText} wrote it */
export function childIdIn(text: string): string {
  return (JSON.parse(text) as EntryChild).childId
}

/** Whether a search found nobody: the log calls that an answer that was shown, too. */
export function foundNobody({
  action,
  outcome,
  children,
}: Pick<PlacedHeader, 'action' | 'outcome' | 'children'>): boolean {
  return action === 'search' && outcome === 'shown' && children === 0
}

/** Criteria and case reference as they are committed to; null when there are none. */
export function particularsText({ particulars }: AppendEntry): string | null {
  return particulars ? JSON.stringify(particulars) : null
}

/** @throws Fault `too-large` */
export function assertNotTooLarge(entry: AppendEntry): void {
  const letters = JSON.stringify([entry.caller, entry.asker]).length + (particularsText(entry)?.length ?? 0)
  if (letters > LONGEST_ENTRY)
    throw new Fault('too-large', `An entry has ${LONGEST_ENTRY} characters at the most; this one was not recorded`)
}

/** The 32 bytes that the log publishes of a stored entry, from what is stored: whatever is changed there changes them. */
export function publishedBytes(entry: Omit<EntryDocument, 'log' | 'index' | 'leafHash' | '_id'>): Uint8Array {
  return entryBytes({
    header: commitmentOf('header', entry.salt, headerText(entry)),
    parts: entry.parts.map(({ commitment }) => commitment),
    particulars: entry.particulars?.commitment ?? null,
  })
}

/**
 * The key for particulars of an entry about children: made of all their keys, so that destroying any of them destroys
 * criteria that may describe that child. SHA-256 of a label and the keys, which are random and of one length; 32 bytes.
 */
export function particularsKey(childKeys: readonly Buffer[]): Buffer {
  return hash('sha256', Buffer.concat([PARTICULARS_LABEL, ...childKeys]), 'buffer')
}

/** Subject of the key for particulars of entries without children. Months are UTC. */
export function monthOf(time: Date): string {
  return `month ${time.toISOString().slice(0, 7)}`
}

/** What a piece is sealed for: it opens only as that piece of that entry. */
export function placeOf(entryId: string, part: number | 'particulars'): string {
  return `${entryId} ${part}`
}

/** What audit records of somebody's own use of it, as reading figures; nothing leaves about a child by it. */
export function ownEntry(
  entryId: string,
  caller: Caller,
  said: Pick<AppendEntry, 'action' | 'outcome'> & Partial<Pick<AppendEntry, 'children' | 'particulars'>>,
): AppendEntry {
  return { entryId, caller: entryCaller(caller), reason: null, children: [], particulars: null, ...said }
}

/** That a child was forgotten, without saying which. */
export function erasureEntry(entryId: string): AppendEntry {
  return {
    entryId,
    caller: { personId: 'retention', role: 'service', organisation: '' },
    action: 'erasure',
    outcome: 'done',
    reason: null,
    children: [],
    particulars: null,
  }
}
