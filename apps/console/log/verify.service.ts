import { verifyLog, type LogVerdict, type SoundLog } from '@contactpoint/tamper-log'
import { readKeptEntries } from './kept-entries.service.ts'
import { readLogKey } from './log-key.service.ts'
import { openLog } from './log-source.service.ts'
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

/** Verifies a whole log. @throws StackError when it, the key or the file cannot be read; that is no verdict */
export async function verify(
  { log, key, entries, checkpoint = [] }: VerifyOptions,
  onProgress?: (done: number, size: number) => void,
): Promise<LogVerdict> {
  const verifier = await readLogKey(key)
  const { read, earlier } = await openLog(log)
  const kept = entries === undefined ? null : await readKeptEntries(entries)
  const verdict = await verifyLog({
    read,
    origin: verifier.name,
    verifiers: [verifier],
    checkpoints: [...earlier, ...(await Promise.all(checkpoint.map(readCheckpoint)))],
    ...(kept && { expectHash: (index: number) => kept.get(index) ?? null }),
    ...(onProgress && { onProgress }),
  })
  return verdict.ok && kept ? withKeptBeyond(verdict, kept) : verdict
}

/** An entry that somebody has a receipt of, and the log does not reach. */
function withKeptBeyond(log: SoundLog, kept: ReadonlyMap<number, Uint8Array>): LogVerdict {
  const until = [...kept.keys()].reduce((end, index) => (index >= log.size ? Math.max(end, index + 1) : end), 0)
  if (until === 0) return log
  const why = 'A kept entry lies beyond the end of the log: this copy is older than it, or the log was cut off.'
  return { ok: false, index: log.size, until, code: 'truncated', checkpoint: 'checkpoint', why }
}
