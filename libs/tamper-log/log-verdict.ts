import type { LogFaultCode } from './log-fault.ts'

/** What may be found wrong with a log, and what it means. */
const MEANINGS = {
  'bad-checkpoint': 'A checkpoint is missing, or cannot be believed',
  'missing-bundle': 'The entries are not there',
  'malformed-bundle': 'The bundle does not hold the entries it should, from here on',
  'missing-tile': 'The hashes are not there',
  'malformed-tile': 'The tile does not hold the hashes it should',
  'leaf-differs': 'The entry is not the one whose hash the log has',
  'tile-differs': 'The entries and their hashes agree, but not with the tile above them',
  'root-differs': 'The entries and all their hashes agree, but not with a signed checkpoint',
  'entry-differs': 'The entry is not the one that somebody else kept',
  'kept-contradict': 'Two statements that somebody kept of the entry contradict each other',
  fork: 'Two histories have been signed that do not agree',
  truncated: 'A signed checkpoint has more entries than the log shows',
  'stale-checkpoint': 'The entries of a later signed checkpoint are there, but the log shows an earlier one',
} as const

/** What is wrong with a log: see the sentences of {@link FaultyLog}'s `why`. */
export type LogFindingCode = keyof typeof MEANINGS

/**
 * What was found first.
 *
 * - `index`: the first entry that is wrong or cannot be shown right, as exactly as the evidence allows
 * - `until`: the first wrong entry is before this one; `index + 1` where the very entry is known
 * - `checkpoint`: the name of the checkpoint that shows it; the log's own is called `checkpoint`
 * - `fault`: why that checkpoint is not believed, with `bad-checkpoint`
 */
export interface LogFinding {
  index: number
  until: number
  code: LogFindingCode
  checkpoint?: string
  fault?: LogFaultCode
}

/** Nothing is wrong: `checkpoints` counts the signed ones that agree, the log's own among them; `root` is 32 bytes. */
export interface SoundLog {
  ok: true
  size: number
  root: Uint8Array
  checkpoints: number
}

/** Something is wrong; `why` says it as a sentence, without anything of the log's content. */
export interface FaultyLog extends LogFinding {
  ok: false
  why: string
}

/** What the verification of a whole log says. */
export type LogVerdict = SoundLog | FaultyLog

/** The finding in words. */
export function toVerdict(finding: LogFinding): FaultyLog {
  const reason = finding.fault ? `: ${finding.fault}` : ''
  return { ok: false, ...finding, why: `${MEANINGS[finding.code]}${reason}.` }
}
