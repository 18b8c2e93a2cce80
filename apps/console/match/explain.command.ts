import { blockingTable, explanationTable } from '@contactpoint/matching'
import { Command } from 'commander'
import { explainPair, reportBlocks } from './explain.service.ts'
import { CONFIG_OPTION, warn, withProgress } from './run.command.ts'

export function explainCommand(): Command {
  return new Command('explain')
    .argument('<file>', 'CSV with a header, or the same packed as .gz')
    .requiredOption(...CONFIG_OPTION)
    .requiredOption('--pair <ids...>', 'the ids of two records')
    .option('--right <file>', 'the second list, when the second record is in another')
    .option('--model <file>', 'a model from "match train"; without it the engine learns from these rows')
    .option('--json', 'as one line of JSON')
    .description('Says field by field why two records are thought to be of one person or not. Shows what they hold.')
    .action(async (left: string, { right, json, ...options }: ExplainFlags) => {
      const { explanation, warnings } = await withProgress((progress) =>
        explainPair({ left, right }, options, progress),
      )
      warn(warnings)
      console.log(json ? JSON.stringify(explanation) : explanationTable(explanation))
    })
}

export function blocksCommand(): Command {
  return new Command('blocks')
    .argument('<file>', 'CSV with a header, or the same packed as .gz')
    .requiredOption(...CONFIG_OPTION)
    .option('--right <file>', 'a second list: the blocks for linking the two')
    .option('--json', 'as one line of JSON')
    .description('Says how many pairs each blocking rule would bring, before any is compared.')
    .action(async (left: string, { right, config, json }: { right?: string; config: string; json?: boolean }) => {
      const { report, warnings } = await withProgress((progress) => reportBlocks({ left, right }, config, progress))
      warn(warnings)
      console.log(json ? JSON.stringify(report) : blockingTable(report))
    })
}

interface ExplainFlags {
  readonly config: string
  readonly pair: readonly string[]
  readonly right?: string
  readonly model?: string
  readonly json?: boolean
}
