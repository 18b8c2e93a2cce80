import { BREAKDOWNS, FIGURES, LONGEST_PERIOD_DAYS, type ReadFigures } from '@contactpoint/contracts'
import type { Caller } from '@contactpoint/bus'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { daysIn, endOf, figuresEntry, monthsOf, partsOf, periodOf } from './period.rules.ts'
import { readerOf } from './reader.rules.ts'

const AUDITOR = readerOf({ role: 'auditor', authority: '000', organisation: 'National' }, { name: 'accesses' })
const MANAGER = readerOf({ role: 'cpmt', authority: '383', organisation: 'Leeds' }, { name: 'accesses' })
const TODAY = '2026-11-29'
const aDay = fc.integer({ min: 0, max: 700 }).map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))

describe('the period of a figure', () => {
  it('is what was asked for; the last four weeks by day when nothing was', () => {
    const ask: ReadFigures = { name: 'accesses', from: '2026-11-03', to: '2026-11-04', by: 'hour' }
    expect(periodOf(ask, AUDITOR, TODAY)).toEqual({ from: '2026-11-03', to: '2026-11-04', by: 'hour' })
    expect(periodOf({ name: 'misses' }, AUDITOR, TODAY)).toEqual({ from: '2026-11-02', to: TODAY, by: 'day' })
    expect(periodOf({ name: 'log' }, AUDITOR, TODAY).by).toBeNull()
  })

  it('is today of what is counted when it is asked for', () => {
    const now = { from: TODAY, to: TODAY, by: 'state' }
    for (const who of [AUDITOR, MANAGER]) expect(periodOf({ name: 'shields' }, who, TODAY)).toEqual(now)
    expect(periodOf({ name: 'shields', by: 'age' }, AUDITOR, TODAY)).toEqual({ ...now, by: 'age' })
  })

  it('is of whole months for a manager, whatever is asked, and broken down by nothing shorter', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...FIGURES.filter(
            (name) => !['shields', 'sign-ins', 'feeds', 'coverage', 'adoption', 'training'].includes(name),
          ),
        ),
        fc.option(fc.constantFrom(...BREAKDOWNS), { nil: undefined }),
        aDay,
        aDay,
        (name, by, one, other) => {
          const [from, to] = one < other ? [one, other] : [other, one]
          const period = (() => {
            try {
              return periodOf({ name, from, to, ...(by && { by }) }, MANAGER, TODAY)
            } catch {
              return null
            }
          })()
          if (!period) return
          expect(period.from).toBe(`${from.slice(0, 7)}-01`)
          expect(period.to.slice(0, 7)).toBe(to.slice(0, 7))
          expect(new Date(Date.parse(period.to) + 86_400_000).getUTCDate()).toBe(1)
          expect(['hour', 'day']).not.toContain(period.by)
          expect(partsOf(period)).toEqual(monthsOf(period))
        },
      ),
    )
    expect(periodOf({ name: 'accesses' }, MANAGER, TODAY)).toEqual({
      from: '2026-11-01',
      to: '2026-11-30',
      by: 'month',
    })
  })

  it.each<[string, ReadFigures, 'auditor' | 'manager']>([
    ['ends before it begins', { name: 'accesses', from: '2026-11-02', to: '2026-11-01' }, 'auditor'],
    ['is of all ages', { name: 'accesses', from: '0001-01-01', to: '9999-12-31' }, 'auditor'],
    ['is of all ages for a manager', { name: 'accesses', from: '0001-01-01', to: '9999-12-31' }, 'manager'],
    ['is longer than two years', { name: 'accesses', from: '2024-01-01', to: '2026-02-01' }, 'auditor'],
    [
      'is longer than a month by hour',
      { name: 'accesses', from: '2026-01-01', to: '2026-02-01', by: 'hour' },
      'auditor',
    ],
    ['is broken down where there is nothing to', { name: 'people', by: 'role' }, 'auditor'],
    ['is of overrides by hour', { name: 'overrides', by: 'hour' }, 'auditor'],
    ['is a manager’s of answers by authority', { name: 'answers', by: 'authority' }, 'manager'],
    ['is of shields, which are counted now', { name: 'shields', from: '2026-11-01' }, 'auditor'],
    ['is of shields, of which nobody knows how many there were', { name: 'shields', to: '2026-11-01' }, 'manager'],
    ['is of shields by what is said of entries', { name: 'shields', by: 'day' }, 'auditor'],
    ['is of sign-ins by hour', { name: 'sign-ins', by: 'hour' }, 'auditor'],
    ['is of entries by what is said of shields', { name: 'accesses', by: 'tier' }, 'auditor'],
    ['is a manager’s of shields by tier', { name: 'shields', by: 'tier' }, 'manager'],
    ['is a manager’s of shields by age', { name: 'shields', by: 'age' }, 'manager'],
    ['is of an organisation by hour', { name: 'accesses', by: 'hour', organisation: 'Leeds' }, 'auditor'],
    ['is a manager’s by day', { name: 'accesses', by: 'day' }, 'manager'],
    ['is a manager’s by hour', { name: 'accesses', by: 'hour' }, 'manager'],
  ])('is refused when it %s', (_what, ask, who) => {
    expect(() => periodOf(ask, who === 'auditor' ? AUDITOR : MANAGER, TODAY)).toThrow(/not valid/)
  })

  it('may be two years, leap day and all', () => {
    const asked = { name: 'accesses', from: '2023-12-01', to: '2025-11-30' } as const
    expect(daysIn(periodOf(asked, AUDITOR, TODAY)).length).toBeLessThanOrEqual(LONGEST_PERIOD_DAYS)
  })
})

describe('the parts of a period', () => {
  it('are each of its days once, as months where all of a month is inside', () => {
    fc.assert(
      fc.property(aDay, aDay, (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one]
        const parts = partsOf({ from, to })
        const wholeDays = (part: string): string[] =>
          part.length === 10
            ? [part]
            : daysIn({ from: `${part}-01`, to: new Date(endOf(part) - 1).toISOString().slice(0, 10) })
        expect(parts.flatMap(wholeDays)).toEqual(daysIn({ from, to }))
        expect(parts.filter((part) => part.length === 10).length).toBeLessThanOrEqual(60)
      }),
    )
  })
})

describe('the entry of a look', () => {
  it('says who looked at which figure of when, and no child', () => {
    const caller = { personId: 'a-1', role: 'auditor', organisation: 'National', trace: 'a'.repeat(32) } as Caller
    expect(figuresEntry('e-1', caller, { name: 'people', from: '2026-11-01' })).toEqual({
      ...{ entryId: 'e-1', caller, action: 'figures-read', outcome: 'shown', reason: null, children: [] },
      particulars: { name: 'people', from: '2026-11-01', to: null, by: null, organisation: null },
    })
  })
})
