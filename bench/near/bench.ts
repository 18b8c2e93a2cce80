import { otherItemsOf, RestrictedIndex, restrictedItemsOf, type NearRecord } from '@contactpoint/matching'
import { syntheticChildren } from '@contactpoint/synthetic'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../../libs/synthetic/random.ts'
import { machineFacts } from '../machine.ts'
import { countCell, markdownTable, type Cell } from '../tables.ts'
import { asRecord, DATE_CHANGES, FAMILY_CHANGES, GIVEN_CHANGES, twinOf, type Change } from './twins.ts'

const USAGE = `npm run bench -- near [--children 200000] [--shielded 2000] [--twins 50000]

Shields some of a synthetic England, and counts the strangers that this makes invisible and the twins it lets through. Writes
bench/results/near.md.`
const SEED = 20_261_125

interface Sizes {
  children: number
  shielded: number
  twins: number
}

/** An England of which some are shielded. */
interface England {
  children: NearRecord[]
  shielded: NearRecord[]
  index: RestrictedIndex
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
  const england = anEngland(sizes, random)
  const report = `# Near a shielded child

${machineFacts()}
- children: ${countCell(sizes.children)}, shielded: ${countCell(sizes.shielded)}, twins: ${countCell(sizes.twins)}

${markdownTable(['what', 'measured', 'goal'], [...requests(england), ...newRows(england, sizes)])}

## Twins that have moved, whose carers and numbers are others: left visible, of a hundred

What is shown is all that can give them away. Rows: given name, family name; columns: birth date.

${markdownTable(['given, family', ...DATE_CHANGES], twins(england, sizes, random))}
`
  await mkdir(join('bench', 'results'), { recursive: true })
  await writeFile(join('bench', 'results', 'near.md'), report)
  process.stdout.write(report)
}

function anEngland({ children: count, shielded: some }: Sizes, random: Random): England {
  const children = [...syntheticChildren({ children: count, seed: SEED })].map(asRecord)
  const index = new RestrictedIndex()
  const chosen = new Set<number>()
  while (chosen.size < some) chosen.add(random.below(count))
  for (const n of chosen) index.set(String(n), restrictedItemsOf(children[n]!))
  return { children, index, shielded: [...chosen].map((n) => children[n]!) }
}

/** Each shield as it is asked for, against everybody who is there. */
function requests({ children, index, shielded }: England): Cell[][] {
  const hidden = new Map<string, number>()
  children.forEach((child, n) => {
    for (const { id } of index.near(otherItemsOf(child), String(n))) hidden.set(id, (hidden.get(id) ?? 0) + 1)
  })
  const all = [...hidden.values()].reduce((sum, count) => sum + count, 0)
  return [
    ['records near a child whose shield is asked for', (all / shielded.length).toFixed(3), 'below .05'],
    ['most of one request', Math.max(0, ...hidden.values()), 'five'],
  ]
}

/** Children whom nobody knew, of another England. */
function newRows({ index }: England, { children: count }: Sizes): Cell[][] {
  const rows = [...syntheticChildren({ children: count, seed: SEED + 1 })].map(asRecord)
  const began = process.cpuUsage()
  let quarantined = 0
  for (const row of rows) if (index.near(otherItemsOf(row)).length > 0) quarantined += 1
  const { user, system } = process.cpuUsage(began)
  return [
    ['new rows made invisible, of a hundred', ((100 * quarantined) / count).toFixed(3), 'below .2'],
    ['CPU ms a new row', ((user + system) / 1000 / count).toFixed(4), 'at most .05'],
  ]
}

/** Twins of shielded children, an equal number for each way in which a row may differ. */
function twins({ children, shielded }: England, { twins: count }: Sizes, random: Random): Cell[][] {
  const names = GIVEN_CHANGES.flatMap((given) => FAMILY_CHANGES.map((family) => ({ given, family })))
  const each = Math.ceil(count / names.length / DATE_CHANGES.length)
  const leftVisible = (how: Change): string => {
    let visible = 0
    for (let n = 0; n < each; n++) {
      const original = random.pick(shielded)
      const index = new RestrictedIndex()
      index.set('original', restrictedItemsOf(original))
      const twin = twinOf(original, how, random.pick(children), random)
      if (index.near(otherItemsOf(twin)).length === 0) visible += 1
    }
    return ((100 * visible) / each).toFixed(1)
  }
  return names.map((name) => {
    const cells = DATE_CHANGES.map((date) =>
      leftVisible({ ...name, date, moved: true, carers: 'others', number: 'new' }),
    )
    return [`${name.given}, ${name.family}`, ...cells]
  })
}
