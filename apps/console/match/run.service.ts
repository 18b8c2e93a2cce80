import { dedupe, link, train, type DedupeResult, type LinkResult } from '@contactpoint/matching'
import { assertWritable, writeClusters, writeLinks, writePairs, writeUnsure } from './csv-writer.service.ts'
import { openConfig, openModel, saveModel } from './inputs.service.ts'
import { StageClock, type RunProgress } from './stage-clock.rules.ts'
import { countJoined, countReasons, type RunSummary } from './summary.rules.ts'
import { readTable, type InputFiles } from './table-reader.service.ts'

export interface RunOptions {
  readonly config: string
  readonly out: string
  /** Where to write the pairs that a person must decide. */
  readonly unsure?: string
  /** A model from an earlier run; the engine learns from these rows when left out. */
  readonly model?: string
  /** Probability from which pairs are written, 0 to 1. */
  readonly floor?: number
  readonly workers?: number
  readonly seed?: number
}

export interface Finished {
  readonly summary: RunSummary
  readonly warnings: readonly string[]
}

const KILOBYTES_IN_MEGABYTE = 1024

/** Finds the records of one person in one list. @throws StackError with one sentence when an input is not as it should be */
export async function dedupeFile(
  file: string,
  options: RunOptions & { readonly clusters?: string },
  progress: RunProgress,
): Promise<Finished> {
  const clock = new StageClock(progress, () => performance.now())
  await assertWritable([options.out, options.clusters, options.unsure])
  const { table, model, warnings } = await readInputs({ left: file }, options, clock)
  const { floor, workers, seed } = options
  const result = await dedupe(table, { model, floor, workers, seed, onProgress: clock.onProgress })
  await writePairs(options.out, result.pairs, table.ids)
  if (options.clusters) await writeClusters(options.clusters, result.clusters, table.ids)
  if (options.unsure) await writeUnsure(options.unsure, result.unsure, table.ids)
  const joined = countJoined(result.clusters)
  return { summary: { rows: table.rows, joined, ...counts(result, clock) }, warnings }
}

/** Finds which record of the right list is which of the left. @throws StackError as {@link dedupeFile} does */
export async function linkFiles(
  files: InputFiles,
  options: RunOptions & { readonly oneToOne?: boolean; readonly links?: string },
  progress: RunProgress,
): Promise<Finished> {
  const clock = new StageClock(progress, () => performance.now())
  await assertWritable([options.out, options.links, options.unsure])
  const { table, model, warnings } = await readInputs(files, options, clock)
  const { floor, workers, seed, oneToOne } = options
  const result = await link(table, { model, floor, workers, seed, oneToOne, onProgress: clock.onProgress })
  await writePairs(options.out, result.pairs, table.ids)
  if (options.links) await writeLinks(options.links, result.links, table.ids)
  if (options.unsure) await writeUnsure(options.unsure, result.unsure, table.ids)
  const rows = { rows: table.leftRows, rightRows: table.rows - table.leftRows }
  return { summary: { ...rows, links: result.links.length, ...counts(result, clock) }, warnings }
}

/** Learns weights from one list or two and writes them down. @throws StackError as {@link dedupeFile} does */
export async function trainOnFile(
  files: InputFiles,
  options: Pick<RunOptions, 'config' | 'out' | 'workers' | 'seed'>,
  { onBytes, onProgress }: RunProgress,
): Promise<{ rows: number; seconds: number; warnings: readonly string[] }> {
  const config = await openConfig(options.config)
  await assertWritable([options.out])
  const { table, warnings } = await readTable(config, files, onBytes)
  const model = await train(table, { workers: options.workers, seed: options.seed, onProgress })
  await saveModel(options.out, model)
  return { rows: table.rows, seconds: performance.now() / 1000, warnings }
}

async function readInputs(files: InputFiles, options: RunOptions, { onBytes }: RunProgress) {
  const config = await openConfig(options.config)
  const model = options.model === undefined ? undefined : await openModel(options.model, config)
  return { ...(await readTable(config, files, onBytes)), model }
}

/** Time is since the process began, so that it includes the start. */
function counts({ compared, pairs, unsure }: DedupeResult | LinkResult, clock: StageClock) {
  return {
    compared,
    written: pairs.length,
    unsure: countReasons(unsure),
    stages: clock.seconds(),
    seconds: performance.now() / 1000,
    megabytes: process.resourceUsage().maxRSS / KILOBYTES_IN_MEGABYTE,
  }
}
