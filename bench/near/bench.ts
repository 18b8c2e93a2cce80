import { otherItemsOf } from '@contactpoint/matching'
import { parseArgs } from 'node:util'
import { Random } from '../../libs/synthetic/random.ts'
import { machineFacts } from '../machine.ts'
import { keepPage } from '../results-page.ts'
import { countCell, markdownTable, type Cell } from '../tables.ts'
import {
  anEngland,
  CHANGES,
  hiddenByRequests,
  leftVisible,
  newRows,
  rowsHidden,
  rowsToTell,
  toldByRequests,
  type England,
} from './england.ts'
import { askTheOracle } from './oracle.ts'
import { DATE_CHANGES } from './twins.ts'

const USAGE = `npm run bench -- near [--children 200000] [--shielded 2000] [--twins 50000]

Shields some of a synthetic England, and counts the strangers that this makes invisible and the twins it lets through. Writes
bench/results/near.md.`
const SEED = 20_261_125
const GUESSES = 10_000

interface Sizes {
  children: number
  shielded: number
  twins: number
}

export async function benchNear(): Promise<void> {
  const { values } = parseArgs({
    options: {
      children: { type: 'string', default: '200000' },
      shielded: { type: 'string', default: '2000' },
      twins: { type: 'string', default: '50000' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const sizes = {
    children: Number(values.children),
    shielded: Number(values.shielded),
    twins: Number(values.twins),
  }
  if (Object.values(sizes).some((size) => !Number.isSafeInteger(size) || size < 1)) throw new Error(USAGE)
  const random = new Random(SEED)
  const england = anEngland(sizes, SEED, random)
  const report = `# Near a shielded child

${machineFacts()}
- children: ${countCell(sizes.children)}, shielded: ${countCell(sizes.shielded)}, twins: ${countCell(sizes.twins)}

${markdownTable(['what', 'measured', 'goal'], [...requests(england), ...strangers(england, sizes, random)])}

## Rows that guess

${guesses(england, random)}

## Twins that have moved, whose carers and numbers are others: left visible, of a hundred

What is shown is all that can give them away. Rows: given name, family name; columns: birth date.

${markdownTable(['given, family', ...DATE_CHANGES], twins(england, sizes, random))}
`
  await keepPage('near', report)
  process.stdout.write(report)
}

function requests(england: England): Cell[][] {
  const hidden = hiddenByRequests(england)
  const all = hidden.reduce((sum, count) => sum + count, 0)
  return [
    ['records near a child whose shield is asked for', (all / england.shielded.length).toFixed(3), 'below .05'],
    ['most of one request', Math.max(0, ...hidden), 'five'],
    [
      'records of which its officers are told, that stay visible',
      (toldByRequests(england) / england.shielded.length).toFixed(3),
      '',
    ],
  ]
}

function strangers(england: England, { children }: Sizes, random: Random): Cell[][] {
  const rows = newRows(children, SEED + 1, random)
  let hidden = 0
  const near = cpuOf(children, () => (hidden = rowsHidden(england, rows)))
  const household = cpuOf(children, () => rows.forEach((row) => england.index.household(otherItemsOf(row))))
  return [
    ['new rows made invisible, of a hundred', ((100 * hidden) / children).toFixed(3), 'below .2'],
    [
      'new rows of which officers are told, of a hundred',
      ((100 * rowsToTell(england, rows)) / children).toFixed(3),
      '',
    ],
    ['CPU ms a new row', near, 'at most .05'],
    ['CPU ms a new row, of whose household it is', household, ''],
  ]
}

/** Milliseconds of the processor for each of so many. */
function cpuOf(count: number, work: () => void): string {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return ((user + system) / 1000 / count).toFixed(4)
}

/** What is answered to rows that guess one hidden value, right or wrong. */
function guesses(england: England, random: Random): string {
  const { rows, answered, right, wrong, p } = askTheOracle(england, GUESSES, random)
  return `${countCell(rows)} rows with the given name and the birth date of a shielded child, and one guess at its postcode, a carer, a phone, its
pupil number or a former name: presence depended on whether it was right ${answered} times. Median time of a look ${right.toFixed(1)} µs where the guess was right,
${wrong.toFixed(1)} µs where it was wrong; Mann and Whitney’s p is ${p.toFixed(2)}.`
}

/** An equal number for each way in which a row may differ. */
function twins(england: England, { twins: count }: Sizes, random: Random): Cell[][] {
  const each = Math.ceil(count / CHANGES.length)
  const byNames = Map.groupBy(CHANGES, ({ given, family }) => `${given}, ${family}`)
  return [...byNames].map(([names, ways]) => [
    names,
    ...ways.map((how) => ((100 * leftVisible(england, how, each, random)) / each).toFixed(1)),
  ])
}
