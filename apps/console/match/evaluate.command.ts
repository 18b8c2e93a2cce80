import type { Quality } from '@contactpoint/matching'
import { Command } from 'commander'
import { AUTOMATIC, evaluateFiles, type Evaluation } from './evaluate.service.ts'

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .argument('<pairs>', 'pairs.csv as written by dedupe or link')
    .argument(
      '<truth>',
      'id,cluster for one list (a line for each record), or id_l,id_r with the true pairs of two lists',
    )
    .option('--clusters <file>', 'clusters.csv of the same run: how good the joined records are')
    .option('--links <file>', 'links.csv of the same run: the same for two lists')
    .option('--json', 'as one line of JSON')
    .description('Measures precision, recall and F1 of a run against a known truth.')
    .action(async (pairs: string, truth: string, options: { clusters?: string; links?: string; json?: boolean }) => {
      const evaluation = await evaluateFiles({ pairs, truth, ...options })
      console.log(options.json ? JSON.stringify(evaluation) : describe(evaluation))
    })
}

function describe({ truePairs, scoredPairs, scoredTruePairs, at, best, joined, bCubed, ...rest }: Evaluation): string {
  return [
    `true pairs     ${truePairs}, of which ${scoredTruePairs} are among the ${scoredPairs} scored pairs`,
    '                     precision  recall      F1   right    wrong   missed',
    line(`at ${AUTOMATIC}`, at),
    ...(best ? [line(`best (${best.weight.toFixed(1)} bits)`, best.quality)] : []),
    ...(joined ? [line('joined', joined)] : []),
    ...(bCubed ? [`${'B-cubed'.padEnd(20)}${shares(bCubed)}`] : []),
    ...rest.recallAtPrecision.map(({ precision, recall }) => `recall at precision ${precision}: ${recall.toFixed(4)}`),
  ].join('\n')
}

function line(name: string, quality: Quality): string {
  const counts = [quality.truePositives, quality.falsePositives, quality.falseNegatives]
  return name.padEnd(20) + shares(quality) + counts.map((count) => String(count).padStart(9)).join('')
}

function shares({ precision, recall, f1 }: { precision: number; recall: number; f1: number }): string {
  return [precision, recall, f1].map((share) => share.toFixed(4).padStart(9)).join('')
}
