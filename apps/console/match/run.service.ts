import {
  dedupe,
  link,
  train,
  type DedupeResult,
  type HumanDecision,
  type LinkResult,
  type MatchOptions,
  type Table,
} from '@contactpoint/matching'
import { writeClusters, writeLinks, writePairs, writeUnsure } from './csv-writer.service.ts'
import { readDecisions } from './decisions-reader.service.ts'
import { openConfig, openModel, openRules, saveModel } from './inputs.service.ts'
import { assertWritable, writeWhole, type Output } from './output-files.service.ts'
import { StageClock, type RunProgress } from './stage-clock.rules.ts'
import { countJoined, countReasons, type RunSummary } from './summary.rules.ts'
import { readTable, type InputFiles } from './table-reader.service.ts'

export interface RunOptions {
  readonly config: string
  readonly out: string
  /** Where to write the pairs that a person must decide. */
  readonly unsure?: string
  /** What people decided about pairs: binding. */
  readonly decisions?: string
  /** A model from an earlier run; the engine learns from these rows when left out. */
  readonly model?: string
  /** Blocking rules to use instead of the engine's own choice. */
  readonly rules?: string
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
  const { clusters } = options
  const inputs = await readInputs({ left: file }, options, [clusters], clock)
  const { table } = inputs
  const result = await dedupe(table, engineOptions(inputs, options, clock))
  const more = clusters ? [output(clusters, (part) => writeClusters(part, result.clusters, table.ids))] : []
  const counts = await finish(inputs, result, options, more, clock)
  return {
    summary: { rows: table.rows, joined: countJoined(result.clusters), ...counts },
    warnings: inputs.warnings,
  }
}

/** Finds which record of the right list is which of the left. @throws StackError as {@link dedupeFile} does */
export async function linkFiles(
  files: InputFiles,
  options: RunOptions & { readonly oneToOne?: boolean; readonly links?: string },
  progress: RunProgress,
): Promise<Finished> {
  const clock = new StageClock(progress, () => performance.now())
  const { links, oneToOne } = options
  const inputs = await readInputs(files, options, [links], clock)
  const { table } = inputs
  const result = await link(table, { ...engineOptions(inputs, options, clock), oneToOne })
  const more = links ? [output(links, (part) => writeLinks(part, result.links, table.ids))] : []
  const counts = await finish(inputs, result, options, more, clock)
  const rows = { rows: table.leftRows, rightRows: table.rows - table.leftRows }
  return { summary: { ...rows, links: result.links.length, ...counts }, warnings: inputs.warnings }
}

/** Learns weights from one list or two and writes them down. @throws StackError as {@link dedupeFile} does */
export async function trainOnFile(
  files: InputFiles,
  options: Pick<RunOptions, 'config' | 'out' | 'workers' | 'seed'>,
  { onBytes, onProgress }: RunProgress,
): Promise<{ rows: number; seconds: number; warnings: readonly string[] }> {
  const config = await openConfig(options.config)
  await assertWritable([options.out], [files.left, files.right, options.config])
  const { table, warnings } = await readTable(config, files, onBytes)
  const model = await train(table, { workers: options.workers, seed: options.seed, onProgress })
  await saveModel(options.out, model)
  return { rows: table.rows, seconds: performance.now() / 1000, warnings }
}

interface Inputs {
  readonly table: Table
  readonly model: MatchOptions['model']
  readonly decisions: readonly HumanDecision[] | undefined
  readonly rules: readonly (readonly string[])[] | undefined
  readonly warnings: readonly string[]
}

type Result = Pick<DedupeResult | LinkResult, 'compared' | 'pairs' | 'unsure'>

async function readInputs(
  files: InputFiles,
  { config: configFile, model: modelFile, decisions: decisionsFile, rules: rulesFile, out, unsure }: RunOptions,
  moreOutputs: readonly (string | undefined)[],
  { onBytes }: RunProgress,
): Promise<Inputs> {
  const config = await openConfig(configFile)
  const model = modelFile === undefined ? undefined : await openModel(modelFile, config)
  await assertWritable(
    [out, unsure, ...moreOutputs],
    [files.left, files.right, configFile, modelFile, decisionsFile, rulesFile],
  )
  const rules = rulesFile === undefined ? undefined : await openRules(rulesFile, config)
  const { table, warnings } = await readTable(config, files, onBytes)
  const decisions = decisionsFile === undefined ? undefined : await readDecisions(decisionsFile, table, files)
  return { table, model, decisions, rules, warnings }
}

function engineOptions(
  { model, decisions, rules }: Inputs,
  options: RunOptions,
  { onProgress }: RunProgress,
): MatchOptions {
  const { floor, workers, seed } = options
  return {
    onProgress,
    ...(floor !== undefined && { floor }),
    ...(model && { model }),
    ...(decisions && { decisions }),
    ...(rules && { rules }),
    ...(workers !== undefined && { workers }),
    ...(seed !== undefined && { seed }),
  }
}

/** Writes all files and counts. Time is since the process began, so that it includes the start. */
async function finish(
  { table, decisions }: Inputs,
  result: Result,
  { out, unsure: unsureFile }: RunOptions,
  more: readonly Output[],
  clock: StageClock,
) {
  const { unsure } = result
  await writeWhole([
    output(out, (part) => writePairs(part, result.pairs, table.ids)),
    ...more,
    ...(unsureFile ? [output(unsureFile, (part) => writeUnsure(part, unsure, table.ids))] : []),
  ])
  return {
    compared: result.compared,
    written: result.pairs.length,
    ...(decisions && { decided: decisions.length }),
    unsure: countReasons(unsure),
    stages: clock.seconds(),
    seconds: performance.now() / 1000,
    megabytes: process.resourceUsage().maxRSS / KILOBYTES_IN_MEGABYTE,
  }
}

function output(file: string, write: Output['write']): Output {
  return { file, write }
}
