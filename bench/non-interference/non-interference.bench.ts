// Usage: npm run bench -- non-interference [--help]
// Worlds that differ in what shields hide, on real services: what anybody could observe of it (I4).
import { deal, NonInterference, plots, smallestTelling, startTestStack, type Outcome } from '@contactpoint/testing'
import { Presets, SingleBar } from 'cli-progress'
import fc from 'fast-check'
import { parseArgs } from 'node:util'
import { machineFacts, runFacts } from '../machine.ts'
import { keepPage, keptPage } from '../results-page.ts'
import { countCell, markdownTable } from '../tables.ts'
import { runsOn, runsTable, withRun } from './runs.ts'

const USAGE = `npm run bench -- non-interference [--pairs 100000] [--minutes 600] [--seed 1]

Makes worlds of shielded children that differ in what their shields hide, asks the same in both of each pair, on every route by
everybody, and says what was not the same. Ends after so many pairs or minutes; what was reached is written to
bench/results/non-interference.md after each round, beside the runs before it. Goes on from where an earlier run ended with the seed that
it names.`

/** Each world of a plot is held against the one before: so many of them that all routes by all callers come once in a round, and children are shielded seldom. */
const WORLDS = 68
const PLOTS = 100
const SMALLER_WITHIN_MS = 120_000
const MOST_TOLD = 20
const PAGE = 'non-interference'
const runsBefore = keptPage(PAGE).then(runsOn)

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100000' },
    minutes: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
const [pairs, minutes, firstSeed] = [Number(values.pairs), Number(values.minutes), Number(values.seed)]
if (values.help) process.stdout.write(`${USAGE}\n`)
else if ([pairs, minutes, firstSeed].every((given) => Number.isSafeInteger(given) && given > 0)) await bench()
else throw new Error(USAGE)

async function bench(): Promise<void> {
  const stack = await startTestStack()
  const bar = new SingleBar({ format: 'pairs {bar} {value}/{total} {told}' }, Presets.legacy)
  const began = performance.now()
  try {
    const worlds = await NonInterference.on(stack)
    const sum: Sum = { pairs: 0, answers: 0, messages: 0, cells: new Set(), statuses: {}, told: [], smallest: [] }
    bar.start(pairs, 0, { told: 'nothing told' })
    let seed = firstSeed
    for (; sum.pairs < pairs && performance.now() - began < minutes * 60_000; seed++) {
      await oneRound(worlds, seed, sum)
      bar.update(sum.pairs, { told: sum.told.length > 0 ? `${sum.told.length} told` : 'nothing told' })
      await report(sum, worlds.cells.length, seed + 1)
    }
    await worlds.end()
  } finally {
    bar.stop()
    await stack.remove()
  }
}

interface Sum extends Outcome {
  /** Of rounds in which something was told, a small plot that tells it. */
  smallest: string[]
}

async function oneRound(worlds: NonInterference, seed: number, sum: Sum): Promise<void> {
  const drawn = fc.sample(plots(WORLDS), { seed, numRuns: PLOTS })
  const dealt = deal(drawn, worlds.cells)
  const outcome = await worlds.run(drawn, dealt)
  sum.pairs += outcome.pairs
  sum.answers += outcome.answers
  sum.messages += outcome.messages
  for (const cell of outcome.cells) sum.cells.add(cell)
  for (const [status, count] of Object.entries(outcome.statuses))
    sum.statuses[Number(status)] = (sum.statuses[Number(status)] ?? 0) + count
  sum.told.push(...outcome.told)
  const plot = outcome.told.find((one) => one.plot !== null)?.plot ?? null
  if (plot === null) return
  const drawnAs = { seed, worlds: WORLDS, plot, cells: dealt[plot]!, withinMs: SMALLER_WITHIN_MS }
  sum.smallest.push(`seed ${seed}, plot ${plot}: ${JSON.stringify(await smallestTelling(worlds, drawnAs))}`)
}

async function report(sum: Sum, cells: number, nextSeed: number): Promise<void> {
  const rows = [
    ['pairs of worlds', countCell(sum.pairs)],
    ['answers in both', countCell(sum.answers)],
    ['different messages to the gateway in both', countCell(sum.messages)],
    ['routes by callers that were asked', `${sum.cells.size} of ${cells}`],
    ['told apart', countCell(sum.told.length)],
    ['answers by status', JSON.stringify(sum.statuses).replaceAll(/[{}"]/g, '').replaceAll(',', ', ')],
  ]
  const seeds = `${firstSeed} to ${nextSeed - 1}`
  const run = { seeds, ...runFacts(), pairs: sum.pairs, answers: sum.answers, told: sum.told.length }
  const text = `# Non-interference

${machineFacts()}
- command: \`npm run bench -- non-interference ${process.argv.slice(2).join(' ')}\`
- \`--seed ${nextSeed}\` goes on

Children whose hidden values differ from one world to the next; the same asked in both: a record or a search by a practitioner, and one
route by one caller, of all. Equal are status, headers and their order, body and its length, and what services answer the gateway.

All runs:

${runsTable(withRun(await runsBefore, run))}

The last of them:

${markdownTable(['what', 'count'], rows)}
${[...sum.told.slice(0, MOST_TOLD).map((one) => `\n- ${JSON.stringify(one)}`), ...sum.smallest.map((one) => `\n- ${one}`)].join('')}`
  await keepPage(PAGE, `${text.trimEnd()}\n`)
}
