import type { KnownLog } from './checkpoint.ts'
import { toVerdict, type LogVerdict } from './log-verdict.ts'
import { LogWalk, type WalkedLog } from './log-walk.ts'
import { SignedRoots, type FoundCheckpoint } from './signed-roots.ts'

/**
 * A log to verify, and what is known of it.
 *
 * - `read`: gives its resources by their paths, from a folder or over HTTP, or null for one that is not there
 * - `origin`, `verifiers`: which log it must be, and its keys
 * - `checkpoints`: signed checkpoints of it that were found elsewhere: each has to be believable, and to agree
 * - `expectHash`: leaf hashes of entries that somebody else kept, asked for each index in order
 * - `onProgress`: told how many entries have been gone through, after each 256
 */
export interface LogToVerify extends WalkedLog, KnownLog {
  checkpoints?: Iterable<FoundCheckpoint> | AsyncIterable<FoundCheckpoint>
}

/**
 * Verifies a whole log offline: reads every entry and every tile once, in order, and compares each entry with its hash,
 * each tile with the tile above, and the root with every signed checkpoint, at that checkpoint's size. Keeps one tile of
 * each level, three pieces of 256 entries and 32 bytes or so for each signed size.
 *
 * @returns that all is sound, or the first thing that is not and the first entry it is about
 * @throws only what `read`, `checkpoints` or `expectHash` throw
 *
 * Source: C2SP tlog-tiles and tlog-checkpoint; RFC 9162 section 2.1.
 */
export async function verifyLog(log: LogToVerify): Promise<LogVerdict> {
  const signed = await SignedRoots.gather(log, await log.read('checkpoint'), log.checkpoints ?? [])
  if (!(signed instanceof SignedRoots)) return toVerdict(signed)
  const walk = new LogWalk(log, signed)
  const finding = (await walk.through()) ?? (await walk.beyond())
  if (finding) return toVerdict(finding)
  return { ok: true, size: signed.own.size, root: walk.root, checkpoints: walk.checkpoints }
}
