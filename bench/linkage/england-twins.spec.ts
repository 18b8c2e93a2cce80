import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  readMatchConfig,
  columnsOf,
  TableBuilder,
  dedupe,
  link,
  pairsWithin,
  type Table,
} from '../../libs/matching/index.ts'
import { readRecords } from '../../libs/synthetic/reference.ts'
import { writeEngland } from './england.ts'
import type { Row } from './sets.ts'

const SEEDS = [5, 7]
const SETTINGS = { today: '2026-10-01', workers: 1, randomPairs: 20_000, trainingPairs: 100_000, rounds: 1 }

let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'twins-'))
  for (const seed of SEEDS) await writeEngland({ out: join(out, `${seed}`), children: 1000, seed, alikeTwins: 1 })
})
afterAll(() => rm(out, { recursive: true }))

async function read(folder: string, config: string, ...lists: readonly string[]): Promise<Table> {
  const { fields, left } = readMatchConfig(JSON.parse(await readFile(join(folder, config), 'utf8')))
  const builder = new TableBuilder(fields)
  for (const [place, list] of lists.entries()) {
    if (place > 0) builder.startRight()
    for (const row of readRecords(join(folder, `${list}.csv`))) builder.add(row['id']!, left.sources.map(textIn(row)))
  }
  return builder.build()
}

const textIn =
  (row: Row) =>
  (source: Parameters<typeof columnsOf>[0]): string =>
    columnsOf(source)
      .map((column) => row[column]!)
      .join(' ')

/** Rows of two children that were taken for one, as names; who is written down under the other's very name is left out. */
function wrongIn(table: Table, people: readonly Row[], joined: Iterable<readonly [number, number]>): string[] {
  const given = table.columns.find(({ field }) => field.type === 'given-name')!
  return [...joined].flatMap(([a, b]) => {
    const isRight = people[a]!['cluster'] === people[b]!['cluster'] || given.ids[a] === given.ids[b]
    return isRight ? [] : [[a, b].map((row) => given.texts.at(given.ids[row]!)).join(' ')]
  })
}

describe.each(SEEDS)(
  'in an England where all twins have names that are alike (seed %i), none are taken for one',
  (seed) => {
    it.each(['config.json', 'config_no_upn.json'])('in one list (%s)', async (config) => {
      const folder = join(out, `${seed}`, 'england')
      const table = await read(folder, config, 'input')
      const { clusters } = await dedupe(table, SETTINGS)
      const people = readRecords(join(folder, 'truth.csv'))
      expect(people.filter(({ twin }) => twin === '1').length).toBeGreaterThan(20)
      const { left, right } = pairsWithin(clusters)
      expect(
        wrongIn(
          table,
          people,
          [...left].map((row, i) => [row, right[i]!] as const),
        ),
      ).toEqual([])
    })

    it('in two lists', async () => {
      const folder = join(out, `${seed}`, 'england_link')
      const table = await read(folder, 'config.json', 'left', 'right')
      const { links } = await link(table, { ...SETTINGS, oneToOne: true })
      const people = readRecords(join(folder, 'people.csv'))
      expect(links.length).toBeGreaterThan(450)
      expect(
        wrongIn(
          table,
          people,
          links.map(({ left, right }) => [left, right] as const),
        ),
      ).toEqual([])
    })
  },
)
