import { openCheckpoint, type KnownLog, type OpenedCheckpoint } from './checkpoint.ts'
import { equalBytes } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import type { LogFinding } from './log-verdict.ts'

/** A signed checkpoint found elsewhere than in the log: with a witness, in a backup, in a proof. */
export interface FoundCheckpoint {
  /** What a verdict calls it, such as its file name. */
  name: string
  note: string | Uint8Array
}

interface SignedRoot {
  name: string
  root: Uint8Array
  /** How many checkpoints say the same. */
  times: number
}

/** What the verdict calls the log's own checkpoint. */
const OWN = 'checkpoint'

/** All roots that a log is known to have signed, by the size of the tree; keeps one of those that say the same. */
export class SignedRoots {
  readonly own: OpenedCheckpoint
  readonly #bySize = new Map<number, SignedRoot[]>()

  private constructor(own: OpenedCheckpoint) {
    this.own = own
    this.#add(OWN, own)
  }

  /** Opens the log's own checkpoint and all others; says so if one of them cannot be believed. */
  static async gather(
    known: KnownLog,
    own: Uint8Array | null,
    others: Iterable<FoundCheckpoint> | AsyncIterable<FoundCheckpoint>,
  ): Promise<SignedRoots | LogFinding> {
    if (!own) return unbelievable(OWN)
    const opened = open(OWN, own, known)
    if ('code' in opened) return opened
    const roots = new SignedRoots(opened)
    for await (const { name, note } of others) {
      const other = open(name, note, known)
      if ('code' in other) return other
      roots.#add(name, other)
    }
    return roots
  }

  /** The sizes that have been signed, from the smallest. */
  get sizes(): number[] {
    return [...this.#bySize.keys()].sort((a, b) => a - b)
  }

  /** The roots signed for that size; more than one is a fork. */
  at(size: number): readonly SignedRoot[] {
    return this.#bySize.get(size) ?? []
  }

  #add(name: string, { size, root }: OpenedCheckpoint): void {
    const roots = this.#bySize.get(size) ?? []
    const same = roots.find((signed) => equalBytes(signed.root, root))
    if (same) same.times++
    else this.#bySize.set(size, [...roots, { name, root, times: 1 }])
  }
}

function open(name: string, note: string | Uint8Array, known: KnownLog): OpenedCheckpoint | LogFinding {
  try {
    return openCheckpoint(note, known)
  } catch (error) {
    if (error instanceof LogFault) return { ...unbelievable(name), fault: error.code }
    throw error
  }
}

/** Without it nothing of the log is known to be right. */
function unbelievable(checkpoint: string): LogFinding {
  return { index: 0, until: 0, code: 'bad-checkpoint', checkpoint }
}
