// Usage: node --conditions=@contactpoint/source bench/linkage/england.ts --out DIR [--children 20000] [--seed 1] [--strangers by-name|any-name] [--alike SHARE]
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../../libs/synthetic/random.ts'
import { Clerk, COLUMNS, FEEDS, TWICE, type ChildRow } from './england-feeds.ts'
import { otherHomes, people, type HardCases, type Person } from './england-people.ts'
import { shuffled, table } from './prepare.ts'

export interface EnglandOptions extends HardCases {
  readonly out: string
  /** 20,000 when left out. */
  readonly children?: number
  /** 1 when left out; the same seed gives the same files. */
  readonly seed?: number
}

interface Row {
  readonly person: Person
  readonly cells: ChildRow
}

const FIELDS = [
  { type: 'given-name', column: 'given_name' },
  { type: 'middle-name', column: 'middle_names' },
  { type: 'family-name', column: 'family_name' },
  { type: 'date-of-birth', column: 'date_of_birth', format: 'YYYY-MM-DD' },
  { type: 'gender', column: 'gender' },
  { type: 'postcode', column: 'postcode' },
  { type: 'address', column: 'address' },
  { type: 'phone', column: 'phone' },
]
const UPN = { type: 'identifier', column: 'upn', scheme: 'upn' }
const TRUTH = ['cluster', 'household', 'community', 'twin', 'sibling', 'double']
/** Of the two lists to be linked, how many of the children each has. */
const IN_LEFT = 0.9
const IN_RIGHT = 0.7

/**
 * Writes two folders. `england`: one list of the rows of several feeds, to be searched for duplicates; `truth.csv` has
 * `id,cluster` and, for the metrics, household, community of the names, and whether the child is a twin, has siblings, or
 * shares name and birthday with a stranger. `england_link`: two lists in which each child is once at most, with whole
 * households; `truth.csv` has `id_l,id_r`, `people.csv` the rest by list and id. Both have `config.json` and
 * `config_no_upn.json`.
 *
 * @throws RangeError when there cannot be so many children
 */
export async function writeEngland({ out, children = 20_000, seed = 1, ...hard }: EnglandOptions): Promise<void> {
  const random = new Random(seed)
  const everybody = people(children, seed, random, hard)
  await writeDedupe(join(out, 'england'), everybody, random, new Clerk(random, otherHomes(seed)))
  await writeLink(join(out, 'england_link'), everybody, random, new Clerk(random, otherHomes(seed)))
}

async function writeDedupe(folder: string, everybody: Person[], random: Random, clerk: Clerk): Promise<void> {
  const rows = everybody.flatMap((person) =>
    FEEDS.filter(({ coverage }) => random.chance(coverage)).flatMap((feed) => {
      const row = (): Row => ({ person, cells: clerk.row(person.child, feed) })
      return random.chance(TWICE) ? [row(), row()] : [row()]
    }),
  )
  const mixed = shuffled(rows, random)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'input.csv'), rowsTable(mixed, 'r'))
  await writeFile(join(folder, 'truth.csv'), table(['id', ...TRUTH], truthRows(mixed, 'r')))
  await writeConfigs(folder)
}

async function writeLink(folder: string, everybody: Person[], random: Random, clerk: Clerk): Promise<void> {
  const [school, health] = FEEDS
  const listOf = (share: number, feed: (typeof FEEDS)[number]): Row[] => {
    const chosen = everybody.filter(() => random.chance(share))
    return shuffled(chosen, random).map((person) => ({ person, cells: clerk.row(person.child, feed) }))
  }
  const [left, right] = [listOf(IN_LEFT, school!), listOf(IN_RIGHT, health!)]
  const placeInRight = new Map(right.map(({ person }, place) => [person, place]))
  const links = left.flatMap(({ person }, place) => {
    const other = placeInRight.get(person)
    return other === undefined ? [] : [[idOf('l', place), idOf('r', other)]]
  })
  const who = (side: string, rows: Row[]): string[][] => truthRows(rows, side).map((cells) => [side, ...cells])
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'left.csv'), rowsTable(left, 'l'))
  await writeFile(join(folder, 'right.csv'), rowsTable(right, 'r'))
  await writeFile(join(folder, 'truth.csv'), table(['id_l', 'id_r'], links))
  const header = ['list', 'id', ...TRUTH]
  await writeFile(join(folder, 'people.csv'), table(header, [...who('l', left), ...who('r', right)]))
  await writeConfigs(folder)
}

function rowsTable(rows: readonly Row[], prefix: string): string {
  const cells = rows.map((row, place) => [idOf(prefix, place), ...COLUMNS.map((column) => row.cells[column])])
  return table(['id', ...COLUMNS], cells)
}

function truthRows(rows: readonly Row[], prefix: string): string[][] {
  return rows.map(({ person: { child, community, twin, sibling, double } }, place) => {
    const flags = [twin, sibling, double].map((flag) => (flag ? '1' : '0'))
    return [idOf(prefix, place), child.personId, child.householdId, community, ...flags]
  })
}

function idOf(prefix: string, place: number): string {
  return `${prefix}${String(place + 1).padStart(6, '0')}`
}

async function writeConfigs(folder: string): Promise<void> {
  const text = (fields: object[]): string => `${JSON.stringify({ id: 'id', fields }, null, 2)}\n`
  await writeFile(join(folder, 'config.json'), text([...FIELDS, UPN]))
  await writeFile(join(folder, 'config_no_upn.json'), text(FIELDS))
}

if (import.meta.main) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, children: text, seed: text, strangers: text, alike: text } })
  if (!values.out) throw new Error('Say where to with --out DIR')
  const number = (given?: string): number | undefined => (given === undefined ? undefined : Number(given))
  await writeEngland({
    ...{ out: values.out, children: number(values.children), seed: number(values.seed) },
    strangers: values.strangers === 'any-name' ? 'any-name' : 'by-name',
    alikeTwins: number(values.alike),
  })
}
