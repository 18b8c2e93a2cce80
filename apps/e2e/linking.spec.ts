import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LINKAGE_SETS } from '../../bench/linkage/sets.ts'
import { prepareSet } from '../../bench/linkage/prepare.ts'
import { match, rowsOf } from './linking.trip.ts'

// FEBRL 1: 500 people who stand twice in a list of 1,000, the second time with slips of the pen.
let folder: string
const text = (name: string) => readFile(join(folder, name), 'utf8')
const rows = async (name: string) => rowsOf(await text(name))
const run = (...args: string[]) => match(folder, ...args)
const CONFIG = ['--config', 'config.json']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linking-'))
  const set = LINKAGE_SETS.find(({ name }) => name === 'febrl1')!
  await prepareSet({ ...set, name: '.' }, { out: folder })
  // One list as two: its rows are shuffled, so that half of the people stand in both.
  const [header = '', ...lines] = (await text('input.csv')).trimEnd().split('\n')
  await writeFile(join(folder, 'left.csv'), [header, ...lines.slice(0, 500), ''].join('\n'))
  await writeFile(join(folder, 'right.csv'), [header, ...lines.slice(500), ''].join('\n'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('searching a list for duplicates', () => {
  const outputs = ['--out', 'pairs.csv', '--clusters', 'clusters.csv', '--unsure', 'unsure.csv']
  let summary: Record<string, unknown>

  beforeAll(async () => {
    expect(await run('train', 'input.csv', ...CONFIG, '--out', 'model.json')).toMatchObject({ status: 0, err: '' })
    const { status, out, err } = await run('dedupe', 'input.csv', ...CONFIG, ...outputs, '--json')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    summary = JSON.parse(out) as Record<string, unknown>
  })

  it('finds nearly all of them without a wrong one, from nothing but the config', async () => {
    const { out } = await run('evaluate', 'pairs.csv', 'truth.csv', '--clusters', 'clusters.csv', '--json')
    const { joined } = JSON.parse(out) as { joined: { precision: number; recall: number } }
    expect(joined.precision).toBeGreaterThan(0.995)
    expect(joined.recall).toBeGreaterThan(0.97)
  })

  it('counts in its summary what it wrote', async () => {
    const [pairs, clusters, unsure] = [await rows('pairs.csv'), await rows('clusters.csv'), await rows('unsure.csv')]
    const sizes = Map.groupBy(clusters, ({ cluster }) => cluster)
    const large = [...sizes.values()].filter(({ length }) => length > 1)
    expect(summary).toMatchObject({ rows: 1000, written: pairs.length, joined: { clusters: large.length } })
    const reasons = Object.values(summary['unsure'] as Record<string, number>)
    expect(reasons.reduce((sum, count) => sum + count, 0)).toBe(unsure.length)
    expect(clusters).toHaveLength(1000)
  })

  it('gives the pairs for a person with the weight that they have among all pairs', async () => {
    const weights = new Map((await rows('pairs.csv')).map(({ id_l, id_r, weight }) => [`${id_l} ${id_r}`, weight]))
    const unsure = await rows('unsure.csv')
    expect(unsure.length).toBeGreaterThan(0)
    expect(Object.keys(unsure[0]!)).toEqual(['id_l', 'id_r', 'weight', 'probability', 'reason'])
    for (const { id_l, id_r, weight } of unsure) expect(weights.get(`${id_l} ${id_r}`)).toBe(weight)
  })

  it('explains a pair with the weight that it has in the file', async () => {
    const [pair] = await rows('pairs.csv')
    const ids = [pair!['id_l']!, pair!['id_r']!]
    const { out } = await run('explain', 'input.csv', ...CONFIG, '--model', 'model.json', '--pair', ...ids, '--json')
    const explanation = JSON.parse(out) as { weight: number; fields: { field: string }[] }
    expect(explanation.weight.toFixed(4)).toBe(pair!['weight'])
    expect(explanation.fields.map(({ field }) => field)).toContain('family-name')
  })

  it('gives the same with the model it would have learnt', async () => {
    const again = await run('dedupe', 'input.csv', ...CONFIG, '--model', 'model.json', '--out', 'again.csv')
    expect(again.status).toBe(0)
    expect(await text('again.csv')).toBe(await text('pairs.csv'))
  })

  it('does what people decided, and asks about it no more', async () => {
    const [asked] = await rows('unsure.csv')
    const clusters = Map.groupBy(await rows('clusters.csv'), ({ cluster }) => cluster)
    const [split, other] = [...clusters.values()].find(({ length }) => length === 2)!
    const lines = [
      `${(await text('unsure.csv')).split('\n')[0]},decision`,
      `${asked!['id_l']},${asked!['id_r']},0,0.5,${asked!['reason']},same`,
      `${other!['id']},${split!['id']},,,,different`,
    ]
    await writeFile(join(folder, 'decisions.csv'), `${lines.join('\n')}\n`)
    const options = ['--model', 'model.json', '--decisions', 'decisions.csv', '--floor', '0.9']
    const files = ['--out', 'p2.csv', '--clusters', 'c2.csv', '--unsure', 'u2.csv']
    const { out, status } = await run('dedupe', 'input.csv', ...CONFIG, ...options, ...files)
    expect(status).toBe(0)
    expect(out).toMatch(/^decided {4}2 pairs, by people$/m)
    const clusterOf = new Map((await rows('c2.csv')).map(({ id, cluster }) => [id, cluster]))
    expect(clusterOf.get(asked!['id_r'])).toBe(clusterOf.get(asked!['id_l']))
    expect(clusterOf.get(other!['id'])).not.toBe(clusterOf.get(split!['id']))
    // A floor is for the pairs in --out only: those for a person are given with their weight all the same.
    for (const { probability } of await rows('p2.csv')) expect(Number(probability)).toBeGreaterThan(0.9)
    for (const { weight } of await rows('u2.csv')) expect(weight).toMatch(/^-?\d/)
    const open = (await rows('u2.csv')).map(({ id_l, id_r }) => [id_l, id_r].toSorted().join(' '))
    expect(open).not.toContain([other!['id'], split!['id']].toSorted().join(' '))
    expect(open).not.toContain([asked!['id_l'], asked!['id_r']].toSorted().join(' '))
  })
})

describe('linking two lists', () => {
  const lists = ['left.csv', 'right.csv', ...CONFIG]

  beforeAll(async () => {
    const options = ['--right', 'right.csv', ...CONFIG, '--out', 'link-model.json']
    expect(await run('train', 'left.csv', ...options)).toMatchObject({ status: 0, err: '' })
  })

  it('gives each row one partner at most when it is told that nobody stands twice', async () => {
    const options = ['--model', 'link-model.json', '--one-to-one', '--out', 'p.csv', '--links', 'links.csv']
    expect(await run('link', ...lists, ...options)).toMatchObject({ status: 0, err: '' })
    const links = await rows('links.csv')
    expect(links.length).toBeGreaterThan(200)
    for (const side of ['id_l', 'id_r']) expect(new Set(links.map((link) => link[side])).size).toBe(links.length)
    const truth = new Map((await rows('truth.csv')).map(({ id, cluster }) => [id, cluster]))
    const wrong = links.filter(({ id_l, id_r }) => truth.get(id_l!) !== truth.get(id_r!))
    expect(wrong.length / links.length).toBeLessThan(0.005)
  })

  it('never links what people found to be different', async () => {
    const [link] = await rows('links.csv')
    await writeFile(join(folder, 'd.csv'), `id_l,id_r,decision\n${link!['id_l']},${link!['id_r']},different\n`)
    const options = ['--model', 'link-model.json', '--decisions', 'd.csv', '--out', 'p.csv', '--links', 'l2.csv']
    expect(await run('link', ...lists, ...options)).toMatchObject({ status: 0, err: '' })
    expect(await text('l2.csv')).not.toContain(`${link!['id_l']},${link!['id_r']}\n`)
  })

  it('says before any pair is compared how many there will be', async () => {
    const { out } = await run('blocks', 'left.csv', '--right', 'right.csv', ...CONFIG)
    expect(out).toMatch(/^rule +blocks +largest +pairs/)
    expect(out).toMatch(/[\d,]+ different pairs\.\n$/)
  })
})
