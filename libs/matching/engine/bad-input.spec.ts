import { describe, expect, it } from '@jest/globals'
import type { Field } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import { assertTrained } from '../model/check-model.ts'
import { explain } from '../score/explain.ts'
import { aChild, aTable, CHILD_FIELDS, strangers, TODAY } from './builders.ts'
import { dedupe } from './dedupe.ts'
import { link } from './link.ts'
import { RecordIndex } from './record-index.ts'
import type { DedupeResult } from './result.ts'
import { train } from './train.ts'

const SETTINGS = { today: TODAY, randomPairs: 2_000, rounds: 1 }
const LONG = 'Wolfeschlegelsteinhausen'.repeat(417)

/** The whole way of a table: learn, weigh, cluster, look up, explain; every number that comes of it is a number. */
async function through(table: Table): Promise<DedupeResult> {
  const result = await dedupe(table, SETTINGS)
  expect(result.clusters).toHaveLength(table.rows)
  const { model, pairs } = result
  const fields = table.columns.map(({ field }) => field)
  expect(() => assertTrained(model, fields)).not.toThrow()
  const shares = model.fields.flatMap(({ levels, otherFrequency, frequencies }) => [
    ...levels.slice(1).flatMap(({ m, u }) => [m, u]),
    ...Object.values(frequencies),
    otherFrequency,
  ])
  for (const share of [model.prior, ...shares]) expect(share > 0 && share <= 1).toBe(true)
  expect([...pairs.weight, ...pairs.probability].every(Number.isFinite)).toBe(true)
  if (table.rows > 1) expect(Number.isFinite(explain(table, 0, 1, model).weight)).toBe(true)
  const found = new RecordIndex(table, model, SETTINGS).find(aChild())
  expect(found.every(({ weight }) => Number.isFinite(weight))).toBe(true)
  return result
}

describe('a list that there is little to learn from', () => {
  it.each([0, 1, 2])('may have %s rows', async (rows) => {
    const table = aTable(CHILD_FIELDS, strangers(rows))
    expect([...(await through(table)).clusters]).toEqual(Array.from({ length: rows }, (_, row) => row))
  })

  it.each([2, 10, 60])('may have %s rows that are all alike', async (rows) => {
    const { compared } = await through(
      aTable(
        CHILD_FIELDS,
        Array.from({ length: rows }, () => aChild()),
      ),
    )
    expect(compared).toBeGreaterThanOrEqual(rows - 1)
  })

  it('may have a column that is always empty', async () => {
    const { model } = await through(aTable(CHILD_FIELDS, strangers(40, 2)))
    expect(model.fields.find(({ name }) => name === 'upn')!.levels[1]!.m).toBeGreaterThan(0)
  })

  it('may say nothing at all', async () => {
    const { clusters, compared } = await through(
      aTable(
        CHILD_FIELDS,
        Array.from({ length: 60 }, () => []),
      ),
    )
    expect(new Set(clusters).size).toBe(60)
    expect(compared).toBe(0)
  })

  it('may have one column', async () => {
    const one: Field[] = [CHILD_FIELDS[1]]
    await through(
      aTable(
        one,
        strangers(60).map((texts) => [texts[1]!]),
      ),
    )
    await through(
      aTable(
        one,
        Array.from({ length: 60 }, () => ['Smith']),
      ),
    )
  })

  it('may be empty, or short, on either side of a link', async () => {
    const [nobody, one, some] = [[], strangers(1), strangers(30)]
    for (const [left, right] of [
      [nobody, some],
      [some, nobody],
      [nobody, nobody],
      [one, one],
      [one, some],
      [some, one],
    ]) {
      const { links, pairs } = await link(aTable(CHILD_FIELDS, left!, right!), SETTINGS)
      expect(links.length).toBeLessThanOrEqual(1)
      expect([...pairs.weight].every(Number.isFinite)).toBe(true)
    }
  })
})

describe('values of any kind', () => {
  const NAMES: readonly (readonly [string, string])[] = [
    ['محمد', 'الحسن'],
    ['王小明', '王'],
    ['Олександр', 'Шевченко'],
    ['👧🏽', '🌻'],
    ['Nguyễn', 'Thị'],
    ['\u0000\uFFFF\uD800', '\u202Eabc'],
    [LONG, LONG],
    ['constructor', '__proto__'],
  ]
  const row = ([given, family]: readonly [string, string], phone = ''): string[] =>
    aChild({ given, family, phone, born: `2015-03-${10 + NAMES.findIndex(([name]) => name === given)}`, address: '' })

  it('are linked in any script, at any length', async () => {
    const town = strangers(60, 2)
    const rows = [...town, ...NAMES.map((name) => row(name)), ...NAMES.map((name) => row(name, '07700900123'))]
    const { clusters } = await through(aTable(CHILD_FIELDS, rows))
    const first = clusters.slice(120, 120 + NAMES.length)
    expect(new Set(first).size).toBe(NAMES.length)
    for (const at of [0, 1, 2, 4, 6]) expect(clusters[120 + NAMES.length + at]).toBe(120 + at)
  })

  it('are compared in bounded time, though two of them are 10,000 characters long and nearly equal', async () => {
    const texts = (last: string): string[] => CHILD_FIELDS.map(() => LONG + last)
    const started = performance.now()
    await through(aTable(CHILD_FIELDS, [...strangers(20), texts('a'), texts('b'), texts('ba'), texts('')]))
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('ten thousand records that are all alike', () => {
  const alike = Array.from({ length: 10_000 }, () => aChild())
  const learned = train(aTable(CHILD_FIELDS, strangers(100, 2)), SETTINGS)

  it('end in one cluster, of a bounded number of pairs, in a few seconds', async () => {
    const started = performance.now()
    const { clusters, compared } = await dedupe(aTable(CHILD_FIELDS, alike), { ...SETTINGS, model: await learned })
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(compared).toBeLessThanOrEqual(200_000)
    expect(new Set(clusters)).toEqual(new Set([0]))
  })

  it('keep out a twin, whose record lies among theirs', async () => {
    const rows = alike.slice(0, 500).with(217, aChild({ given: 'Bella' }))
    const { clusters } = await dedupe(aTable(CHILD_FIELDS, rows), { ...SETTINGS, model: await learned })
    expect([...new Set(clusters)]).toEqual([0, 217])
  })

  it('are linked to their like in the other list within bounds', async () => {
    const started = performance.now()
    const table = aTable(CHILD_FIELDS, alike.slice(0, 3), alike.slice(0, 3_000))
    const { links, unsure } = await link(table, { ...SETTINGS, model: await learned })
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(links.length + unsure.length).toBe(3_000)
  })

  it('can be learned from, in bounded time', async () => {
    const started = performance.now()
    await through(aTable(CHILD_FIELDS, [...strangers(40, 2), ...alike.slice(0, 300)]))
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
