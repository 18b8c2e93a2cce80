import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRecords } from '../../libs/synthetic/reference.ts'
import { pairsOf } from '../../libs/matching/evaluate/truth.ts'
import { readMatchConfig } from '../../libs/matching/config.ts'
import { prepareSet, type PreparedSet } from './prepare.ts'
import { LINKAGE_SETS } from './sets.ts'

let out: string
beforeAll(async () => (out = await mkdtemp(join(tmpdir(), 'sets-'))))
afterAll(() => rm(out, { recursive: true }))

const OURS = LINKAGE_SETS.filter(({ file }) => file.in === 'project').map((set) => [set.name, set] as const)

/** Rows and true pairs as published. */
const KNOWN: Record<string, readonly [number, number]> = {
  febrl1: [1000, 500],
  febrl2: [5000, 1934],
  febrl3: [5000, 6538],
  historical_50k: [50_578, 303_961],
  historical_50k_full_name: [50_578, 303_961],
  uganda: [5000, 1000],
}

describe.each(OURS)('the data set %s as the matcher sees it', (name, set) => {
  let prepared: PreparedSet
  let input: Record<string, string>[]

  beforeAll(async () => {
    prepared = (await prepareSet(set, { out }))!
    input = readRecords(prepared.input)
  })

  it('has its rows and true pairs, no column of truth and no near-key', () => {
    const truth = readRecords(prepared.truth)
    const clusters = Map.groupBy(truth, ({ cluster }) => cluster)
    const pairs = [...clusters.values()].reduce((sum, rows) => sum + pairsOf(rows.length), 0)
    expect([input.length, pairs]).toEqual(KNOWN[name])
    expect(Object.keys(input[0]!).filter((column) => set.hidden.includes(column))).toEqual([])
    expect(truth.map(({ id }) => id)).toEqual(input.map(({ id }) => id))
  })

  it('has a config that the matcher takes, of columns that are there', async () => {
    const config = readMatchConfig(JSON.parse(await readFile(prepared.config, 'utf8')))
    const columns = Object.keys(input[0]!)
    for (const source of config.left.sources)
      if (source.kind === 'text') expect(columns).toEqual(expect.arrayContaining([...source.columns]))
  })
})

describe('preparing a data set', () => {
  const [, uganda] = OURS.find(([name]) => name === 'uganda')!

  it('shuffles the same way for the same seed, and rows of one person apart', async () => {
    const first = await readFile((await prepareSet(uganda, { out, seed: 5 }))!.input, 'utf8')
    expect(await readFile((await prepareSet(uganda, { out, seed: 5 }))!.input, 'utf8')).toBe(first)
    expect(await readFile((await prepareSet(uganda, { out, seed: 6 }))!.input, 'utf8')).not.toBe(first)
  })

  it('agrees with the links that were published beside the data', () => {
    const links = readRecords(join(import.meta.dirname, 'uganda-true-links.csv.gz'))
    expect(links).toHaveLength(1000)
    for (const { rec_id_1: a, rec_id_2: b } of links)
      expect(uganda.entity({ rec_id: a! })).toBe(uganda.entity({ rec_id: b! }))
  })

  it('leaves a set out that is not in the project when its folder is not given', async () => {
    const fake = LINKAGE_SETS.find(({ name }) => name === 'fake_20000')!
    expect(await prepareSet(fake, { out })).toBeUndefined()
  })
})
