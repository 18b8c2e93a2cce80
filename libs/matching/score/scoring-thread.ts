import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Table } from '../fields/table.ts'
import { PackedTexts } from '../fields/texts.ts'
import type { Weighed } from './scored-pairs.ts'
import type { Scoring } from './scoring.ts'

/** Room for what is soon forgotten. By default a thread takes three times that, without being any faster. */
const YOUNG_MEGABYTES = 16

/** A thread that runs our source takes the source of what it imports too, not what was built of it earlier. */
const FROM_SOURCE = ['--conditions=@contactpoint/source']

/** A worker thread that holds the table and the model; columns and pairs are shared memory, not copies. */
export class ScoringThread {
  private readonly worker: Worker

  constructor(scoring: Scoring, frequencies: readonly Float32Array[]) {
    const { table } = scoring
    const columns = table.columns.map((column) => ({ ...column, prepared: [] }))
    const workerData: ThreadStart = { scoring: { ...scoring, table: { ...table, ids: [], columns } }, frequencies }
    this.worker = new Worker(new URL(`./scoring-worker${ending()}`, import.meta.url), {
      workerData,
      execArgv: [...process.execArgv, ...(ending() === '.ts' ? FROM_SOURCE : [])],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    })
  }

  /** @throws what went wrong in the thread */
  async weigh(from: number, to: number): Promise<Weighed> {
    const answer = once(this.worker, 'message')
    this.worker.postMessage([from, to])
    const [weighed] = (await answer) as [Weighed]
    return weighed
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }
}

export interface ThreadStart {
  readonly scoring: Scoring
  readonly frequencies: readonly Float32Array[]
}

/** The table as the thread got it, whole again. */
export function revived(table: Table): Table {
  const columns = table.columns.map((column) => ({
    ...column,
    texts: Array.isArray(column.texts) ? column.texts : PackedTexts.revived(column.texts as PackedTexts),
  }))
  return { ...table, columns }
}

/** Of this module itself: `.ts` from the sources, `.js` when built. */
function ending(): string {
  return import.meta.url.endsWith('.ts') ? '.ts' : '.js'
}
