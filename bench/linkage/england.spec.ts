import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Random } from '../../libs/synthetic/random.ts'
import { readRecords } from '../../libs/synthetic/reference.ts'
import { dedupeMetrics } from './england-metrics.ts'
import { typo } from '../../libs/synthetic/slips.ts'
import { misdated, misheard, wrongDigit } from './england-errors.ts'
import { writeEngland } from './england.ts'

let out: string
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'england-'))
  await writeEngland({ out, children: 4000, seed: 3 })
})
afterAll(() => rm(out, { recursive: true }))

const read = (...path: string[]) => readRecords(join(out, ...path))

describe('the synthetic England for linkage', () => {
  it('has twins, siblings, strangers of the same name and birthday, and children in several feeds', () => {
    const truth = read('england', 'truth.csv')
    const of = (flag: string): number => truth.filter((row) => row[flag] === '1').length
    expect(of('twin')).toBeGreaterThan(40)
    expect(of('sibling')).toBeGreaterThan(1000)
    expect(of('double')).toBeGreaterThan(15)
    expect(new Set(truth.map(({ community }) => community)).size).toBeGreaterThan(8)
    const children = new Set(truth.map(({ cluster }) => cluster)).size
    expect(children).toBe(4000)
    expect(truth.length).toBeGreaterThan(5500)
  })

  it('shows the matcher nothing of the truth', () => {
    const [row] = read('england', 'input.csv')
    expect(Object.keys(row!)).toEqual([
      'id',
      'given_name',
      'middle_names',
      'family_name',
      'date_of_birth',
      'gender',
      'postcode',
      'address',
      'phone',
      'upn',
    ])
  })

  it('has each child once at most in each of two lists, and whole households', () => {
    const people = read('england_link', 'people.csv')
    for (const side of ['l', 'r']) {
      const rows = people.filter(({ list }) => list === side)
      expect(new Set(rows.map(({ cluster }) => cluster)).size).toBe(rows.length)
      expect(new Set(rows.map(({ household }) => household)).size).toBeLessThan(rows.length * 0.8)
    }
    const childOf = new Map(people.map(({ id, cluster }) => [id, cluster]))
    const links = read('england_link', 'truth.csv')
    expect(links.length).toBeGreaterThan(2000)
    for (const { id_l: left, id_r: right } of links) expect(childOf.get(left!)).toBe(childOf.get(right!))
  })

  it('is the same for the same seed', async () => {
    const before = await readFile(join(out, 'england', 'input.csv'), 'utf8')
    await writeEngland({ out, children: 4000, seed: 3 })
    expect(await readFile(join(out, 'england', 'input.csv'), 'utf8')).toBe(before)
  })

  it('is measured as perfect when clusters are the truth', async () => {
    const truth = join(out, 'england', 'truth.csv')
    const unsure = join(out, 'unsure.csv')
    await writeFile(unsure, 'id_l,id_r,reason\n')
    const metrics = dedupeMetrics({ truth, clusters: truth, unsure })
    expect(metrics.joined.f1).toBe(1)
    expect(metrics.found).toEqual({ automatic: 1, shown: 1, reachable: 1 })
    expect(metrics.wrong).toEqual({ twins: 0, siblings: 0, doubles: 0, others: 0 })
  })

  it('is measured as wrong for twins, siblings and doubles when all rows of one birthday or one home are joined', async () => {
    const people = readRecords(join(out, 'england', 'truth.csv'))
    const unsure = join(out, 'unsure.csv')
    await writeFile(unsure, 'id_l,id_r,reason\n')
    const homes = join(out, 'homes.csv')
    await writeFile(homes, `id,cluster\n${people.map(({ id, household }) => `${id},${household}\n`).join('')}`)
    const { wrong } = dedupeMetrics({ truth: join(out, 'england', 'truth.csv'), clusters: homes, unsure })
    expect(wrong.twins).toBeGreaterThan(20)
    expect(wrong.siblings).toBeGreaterThan(500)
    expect(wrong.others + wrong.doubles).toBe(0)
  })
})

describe('errors as offices make them', () => {
  const seeds = fc.integer({ min: 0, max: 1_000_000 })

  it('make another date that is a day', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.date({ min: new Date('2008-01-01'), max: new Date('2022-12-31'), noInvalidDate: true }),
        (seed, date) => {
          const wrong = misdated(new Random(seed), date.toISOString().slice(0, 10))
          expect(new Date(`${wrong}T00:00:00Z`).toISOString().slice(0, 10)).toBe(wrong)
        },
      ),
    )
  })

  it('change one digit and nothing else', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const wrong = wrongDigit(new Random(seed), 'H341203716001')
        expect([...wrong].filter((letter, place) => letter !== 'H341203716001'[place])).toHaveLength(1)
      }),
    )
  })

  it('leave a name that can still be read', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom('Mohammed', 'Siân', 'Jo', 'O’Brien', 'Nguyễn', 'Wójcik-Nowak'),
        (seed, name) => {
          for (const wrong of [typo(new Random(seed), name), misheard(new Random(seed), name)]) {
            expect(wrong.length).toBeGreaterThan(0)
            expect(Math.abs(wrong.length - name.length)).toBeLessThanOrEqual(2)
          }
        },
      ),
    )
  })
})
