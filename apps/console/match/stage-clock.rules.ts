import type { OnProgress } from '@contactpoint/matching'

/** Who is told how far a run is: bytes while it reads, then rows or pairs. */
export interface RunProgress {
  readonly onBytes: (done: number, total: number) => void
  readonly onProgress: OnProgress
}

/** Hands progress on, and notes how long each stage takes: from the last sign of life to the next, to the stage that gives it. */
export class StageClock implements RunProgress {
  readonly #listener: RunProgress
  readonly #now: () => number
  readonly #milliseconds = new Map<string, number>()
  #last: number

  /** @param now in milliseconds */
  constructor(listener: RunProgress, now: () => number) {
    this.#listener = listener
    this.#now = now
    this.#last = now()
  }

  readonly onBytes: RunProgress['onBytes'] = (done, total) => {
    this.#note('reading')
    this.#listener.onBytes(done, total)
  }

  readonly onProgress: OnProgress = (stage, done, total) => {
    this.#note(stage)
    this.#listener.onProgress(stage, done, total)
  }

  /** Seconds by stage, in the order in which they began. */
  seconds(): Record<string, number> {
    return Object.fromEntries([...this.#milliseconds].map(([stage, time]) => [stage, time / 1000]))
  }

  #note(stage: string): void {
    const now = this.#now()
    this.#milliseconds.set(stage, (this.#milliseconds.get(stage) ?? 0) + now - this.#last)
    this.#last = now
  }
}
