import { verifyLog, type FaultyLog, type LogVerdict, type NoteVerifier, type SoundLog } from '@contactpoint/tamper-log'
import { Unreadable } from '../unreadable.rules.ts'
import { readKeptEntries, type KeptEntries } from './kept-entries.service.ts'
import { readLogKey } from './log-key.service.ts'
import { openLog, type LogSource } from './log-source.service.ts'
import { readCheckpoint } from './proof-file.service.ts'

export interface VerifyOptions {
  /** A folder, or an address. */
  log: string
  /** A file, or the key itself. */
  key: string
  /** A file of entries or receipts that somebody kept. */
  entries?: string
  /** Files of signed checkpoints or proofs that somebody kept. */
  checkpoint?: string[]
}

/** Verifies a whole log. @throws Unreadable when it, the key or a file cannot be read; that is no verdict */
export async function verify(
  { log, key, entries, checkpoint = [] }: VerifyOptions,
  onProgress?: (done: number, size: number) => void,
): Promise<LogVerdict> {
  const verifier = await readLogKey(key)
  const source = await openLog(log)
  const kept = entries === undefined ? null : await readKeptEntries(entries, verifier.name)
  const given = await Promise.all(checkpoint.map((file) => readCheckpoint(file, verifier)))
  const verdict = await verifyLog({
    read: source.read,
    origin: verifier.name,
    verifiers: [verifier],
    checkpoints: [...source.earlier, ...given],
    ...(kept && { expectHash: (index: number) => kept.hashes.get(index) ?? null }),
    ...(onProgress && { onProgress }),
  })
  if (!verdict.ok) await assertContent(verdict, source, log, verifier)
  return kept ? withKept(verdict, kept) : verdict
}

/**
 * Tells a log that is wrong from one that is not there: what is missing, or is not of this log and key at all, is no finding.
 *
 * @throws Unreadable
 */
async function assertContent(
  { code, fault, checkpoint, index, until }: FaultyLog,
  { read, earlier }: LogSource,
  place: string,
  { name }: NoteVerifier,
): Promise<void> {
  if (code === 'missing-tile' || code === 'missing-bundle')
    throw new Unreadable(
      `${place} is not all there: what holds the entries ${index} to ${until - 1} is missing. Copy it again, or ask its keeper.`,
    )
  if (code !== 'bad-checkpoint') return
  if (!fault) throw new Unreadable(`There is no log at ${place}: it has no checkpoint.`)
  if (fault === 'unknown-key')
    throw new Unreadable(`The ${checkpoint} at ${place} is not signed with this key: another log, or another key.`)
  const note = earlier.find((found) => found.name === checkpoint)?.note ?? (await read('checkpoint')) ?? ''
  if (fault !== 'bad-signature' && !Buffer.from(note).toString('utf8').startsWith(`${name}\n`))
    throw new Unreadable(`The ${checkpoint} at ${place} is not one of ${name}: another log, or no log at all.`)
}

/** What somebody kept may contradict itself, or lie beyond the end of the log. */
function withKept(verdict: LogVerdict, { hashes, contradicted }: KeptEntries): LogVerdict {
  if (contradicted !== null && (verdict.ok || verdict.index >= contradicted)) {
    const why = 'Two statements that were kept of one entry contradict each other: both cannot be of this log.'
    return { ok: false, index: contradicted, until: contradicted + 1, code: 'kept-contradict', why }
  }
  return verdict.ok ? withKeptBeyond(verdict, hashes) : verdict
}

/** An entry that somebody has a receipt of, and the log does not reach. */
function withKeptBeyond(log: SoundLog, kept: ReadonlyMap<number, Uint8Array>): LogVerdict {
  const until = [...kept.keys()].reduce((end, index) => (index >= log.size ? Math.max(end, index + 1) : end), 0)
  if (until === 0) return log
  const why = 'A kept entry lies beyond the end of the log: this copy is older than it, or the log was cut off.'
  return { ok: false, index: log.size, until, code: 'truncated', checkpoint: 'checkpoint', why }
}
