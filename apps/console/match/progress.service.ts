import type { OnProgress } from '@contactpoint/matching'
import { ProgressBar } from '../progress-bar.service.ts'
import type { OnBytes } from './csv-reader.service.ts'

const WORDS = {
  reading: 'reading',
  blocking: 'finding candidates',
  training: 'learning weights',
  scoring: 'comparing pairs',
  deciding: 'deciding',
} as const

const LONGEST_WORD = Math.max(...Object.values(WORDS).map((word) => word.length))
const MEGABYTE = 1_000_000

/** One bar after another on standard error, and only where somebody looks. */
export class Progress {
  #bar: ProgressBar | undefined
  #stage: keyof typeof WORDS | undefined

  readonly onBytes: OnBytes = (done, total) => this.#show('reading', done / MEGABYTE, total / MEGABYTE)

  readonly onProgress: OnProgress = (stage, done, total) => this.#show(stage, done, total)

  /** Takes the bar away, so that what is printed next stands alone. */
  stop(): void {
    this.#bar?.stop()
    this.#bar = undefined
    this.#stage = undefined
  }

  #show(stage: keyof typeof WORDS, done: number, total: number): void {
    if (stage !== this.#stage) {
      this.stop()
      this.#stage = stage
      this.#bar = new ProgressBar(`${WORDS[stage].padEnd(LONGEST_WORD)} {bar} {percentage}% · {left}`)
      this.#bar.start(total, done)
    }
    this.#bar?.update(done, total)
  }
}
