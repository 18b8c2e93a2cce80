import { beforeAll, describe, expect, it } from '@jest/globals'
import { Random } from '../../libs/synthetic/random.ts'
import { mannWhitney } from '../mann-whitney.ts'
import { askTheOracle } from './oracle.ts'
import { anEngland, CHANGES, hiddenByRequests, leftVisible, newRows, rowsHidden, type England } from './england.ts'

/** A small England with more shields than there are, so that strangers come near at all: `npm run bench -- near` has it at full size. */
const SIZES = { children: 2_000, shielded: 150 }
/** Of each way. */
const TWINS = 8
const random = new Random(7)
let england: England

beforeAll(() => {
  england = anEngland(SIZES, 7, random)
})

describe('strangers', () => {
  it('are made invisible by a request less than once in a hundred times, and never five at once', () => {
    const hidden = hiddenByRequests(england)
    expect(hidden.reduce((sum, count) => sum + count, 0)).toBeLessThan(SIZES.shielded / 100)
    expect(Math.max(0, ...hidden)).toBeLessThan(5)
  })

  it('of whom nobody knew are, of five hundred rows, less than one', () => {
    const rows = newRows(1_000, 8, random)
    expect(rowsHidden(england, rows)).toBeLessThan(2)
  })
})

describe('twins that have moved, with other carers and another number', () => {
  const of = (wanted: (how: (typeof CHANGES)[number]) => boolean): number => {
    const ways = CHANGES.filter(wanted)
    return ways.reduce((sum, how) => sum + leftVisible(england, how, TWINS, random), 0) / (TWINS * ways.length)
  }
  const NAMED_ALIKE = ['same', 'no middle names', 'short form']

  it('are all found by equal names and birth dates', () => {
    expect(of(({ given, family, date }) => given === 'same' && family === 'same' && date === 'same')).toBe(0)
  })

  it('are left visible in two cases of a hundred where the names are equal and the date is near', () => {
    expect(of(({ given, family }) => NAMED_ALIKE.includes(given) && family === 'same')).toBeLessThan(0.02)
  })

  it('and in no more where both names have as many as two slips', () => {
    const some = new Set(CHANGES.filter((_how, n) => n % 8 === 0))
    expect(of((how) => some.has(how) && how.given !== 'another' && how.family !== 'renamed')).toBeLessThan(0.02)
  })

  it('but nobody knows one that was renamed altogether', () => {
    expect(of(({ given, family }) => given === 'another' && family === 'renamed')).toBeGreaterThan(0.9)
  })
})

describe('rows that guess one hidden value', () => {
  it('are near or not whether the guess is right or wrong', () => {
    expect(askTheOracle(england, 300, random)).toMatchObject({ rows: 300, answered: 0 })
  })

  it('are timed by a test that tells two times apart, and does not where there is one', () => {
    const some = Array.from({ length: 400 }, () => random.next())
    const slower = some.map((value) => value + 0.1)
    expect(mannWhitney(some, slower).p).toBeLessThan(0.01)
    expect(mannWhitney(some.slice(0, 200), some.slice(200)).p).toBeGreaterThan(0.05)
  })
})
