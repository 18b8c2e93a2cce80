import { explain, planBlocks, train, type BlockingReport, type Explanation, type Table } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { openConfig, openModel } from './inputs.service.ts'
import type { RunProgress } from './stage-clock.rules.ts'
import { readTable, type InputFiles } from './table-reader.service.ts'

export interface ExplainOptions {
  readonly config: string
  /** Ids of the two records: of the left list and of the right, when there are two. */
  readonly pair: readonly string[]
  /** The engine learns from these rows when left out. */
  readonly model?: string
}

/** Why two records weigh what they weigh. @throws StackError with one sentence when a record or an input is not as it should be */
export async function explainPair(
  files: InputFiles,
  { config: configFile, pair, model: modelFile }: ExplainOptions,
  { onBytes, onProgress }: RunProgress,
): Promise<{ explanation: Explanation; warnings: readonly string[] }> {
  const [first, second, ...more] = pair
  if (first === undefined || second === undefined || more.length > 0)
    throw new StackError('Name two records: --pair ID1 ID2.')
  const config = await openConfig(configFile)
  const model = modelFile === undefined ? undefined : await openModel(modelFile, config)
  const { table, warnings } = await readTable(config, files, onBytes)
  const rows = [rowOf(table, first, 0), rowOf(table, second, files.right === undefined ? 0 : table.leftRows)] as const
  if (rows[0] === rows[1]) throw new StackError('Name two records: these are one and the same.')
  const [low, high] = rows[0] < rows[1] ? rows : [rows[1], rows[0]]
  return { explanation: explain(table, low, high, model ?? (await train(table, { onProgress }))), warnings }
}

/** Which blocks there would be, before any pair is compared. @throws StackError as {@link explainPair} does */
export async function reportBlocks(
  files: InputFiles,
  configFile: string,
  { onBytes }: Pick<RunProgress, 'onBytes'>,
): Promise<{ report: BlockingReport; warnings: readonly string[] }> {
  const config = await openConfig(configFile)
  const { table, warnings } = await readTable(config, files, onBytes)
  return { report: planBlocks(table), warnings }
}

/** @param from rows before this one are of the other list */
function rowOf({ ids, leftRows, rows }: Table, id: string, from: number): number {
  const row = ids.indexOf(id, from)
  const isThere = row >= 0 && (from > 0 || leftRows === rows || row < leftRows)
  if (!isThere) throw new StackError(`There is no record with the id ${id}.`)
  return row
}
