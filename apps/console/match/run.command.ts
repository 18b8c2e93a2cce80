import { Command } from 'commander'
import { Mistyped } from '../mistyped.rules.ts'
import { wholeNumber } from '../whole-number.rules.ts'
import { Progress } from './progress.service.ts'
import { dedupeFile, linkFiles, trainOnFile, type Finished, type RunOptions } from './run.service.ts'
import { summaryText } from './summary.rules.ts'

export const CONFIG_OPTION = [
  '--config <file>',
  'JSON that maps columns to kinds of field (see: match --help)',
] as const
const MOST_WORKERS = 64

export function dedupeCommand(): Command {
  return runCommand('dedupe')
    .argument('<file>', 'CSV with a header, or the same packed as .gz')
    .option('--clusters <file>', 'write id,cluster for every row: rows of one person have the same cluster')
    .description('Finds the rows of one list that are of the same person.')
    .action(async (file: string, options: Options & { clusters?: string }) => {
      await run(options, (progress) => dedupeFile(file, options, progress))
    })
}

export function linkCommand(): Command {
  return runCommand('link')
    .argument('<left>', 'CSV with a header, or the same packed as .gz')
    .argument('<right>', 'the list to be linked with it; "right" in the config says where its columns differ')
    .option('--one-to-one', 'each row has one partner at most: for two lists without duplicates')
    .option('--links <file>', 'write id_l,id_r for the rows that the engine joins by itself')
    .description('Finds which row of one list is of the same person as which row of another.')
    .action(async (left: string, right: string, options: LinkFlags, command: Command) => {
      if (options.oneToOne && options.links === undefined)
        command.error('error: --one-to-one decides which links are written, so it needs --links <file>')
      await run(options, (progress) => linkFiles({ left, right }, options, progress))
    })
}

export function trainCommand(): Command {
  return new Command('train')
    .argument('<file>', 'CSV with a header, or the same packed as .gz')
    .requiredOption(...CONFIG_OPTION)
    .requiredOption('--out <file>', 'the model, as JSON')
    .option('--right <file>', 'a second list: learn for linking the two')
    .option('--workers <n>', 'threads', wholeNumber(1, MOST_WORKERS))
    .option('--seed <n>', 'of the random pairs that are drawn', wholeNumber(0, 2 ** 31))
    .option('--json', 'what was done as one line of JSON')
    .description('Learns weights from rows without labels, to be used again with --model.')
    .action(async (left: string, { right, json, ...options }: TrainFlags) => {
      const { rows, seconds, warnings } = await withProgress((progress) =>
        trainOnFile({ left, right }, options, progress),
      )
      warn(warnings)
      if (json) console.log(JSON.stringify({ rows, seconds }))
      else console.log(`learnt from ${rows} rows in ${seconds.toFixed(1)} s: ${options.out}`)
    })
}

/** Shows bars while it works, and takes them away whatever happens. */
export async function withProgress<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = new Progress()
  try {
    return await work(progress)
  } finally {
    progress.stop()
  }
}

/** On standard error, so that what is asked for stands alone on standard output. */
export function warn(warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`warning: ${warning}`)
}

type TrainFlags = Pick<Options, 'config' | 'out' | 'workers' | 'seed' | 'json'> & { readonly right?: string }

interface Options extends RunOptions {
  readonly json?: boolean
}

interface LinkFlags extends Options {
  readonly oneToOne?: boolean
  readonly links?: string
}

/** What dedupe and link have in common. */
function runCommand(name: string): Command {
  return new Command(name)
    .requiredOption(...CONFIG_OPTION)
    .requiredOption('--out <file>', 'write id_l,id_r,weight,probability for every pair from the floor on')
    .option('--unsure <file>', 'write id_l,id_r,weight,probability,reason for the pairs that a person must decide')
    .option(
      '--decisions <file>',
      'id_l,id_r,decision: pairs that people found to be the "same" or "different"; binding',
    )
    .option('--floor <probability>', 'least probability of the pairs in --out, 0 to 1 (default: 0.001)', probability)
    .option('--model <file>', 'a model from "match train"; without it the engine learns from these rows')
    .option(
      '--rules <file>',
      'blocking rules as JSON, instead of the engine’s own: [["family-name sound", "postcode exact"]]',
    )
    .option('--workers <n>', 'threads (default: one a core)', wholeNumber(1, MOST_WORKERS))
    .option('--seed <n>', 'of the random pairs that are drawn', wholeNumber(0, 2 ** 31))
    .option('--json', 'the summary as one line of JSON')
}

async function run({ json }: Options, work: (progress: Progress) => Promise<Finished>): Promise<void> {
  const { summary, warnings } = await withProgress(work)
  warn(warnings)
  console.log(json ? JSON.stringify(summary) : summaryText(summary))
}

function probability(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0 && number <= 1))
    throw new Mistyped(`--floor is a number from 0 to 1, and not ${text}.`)
  return number
}
