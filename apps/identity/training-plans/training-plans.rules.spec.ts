import { describe, expect, it } from '@jest/globals'
import { figureRows, inOrder, noMonday } from './training-plans.rules.ts'

const WEEKS = [
  { week: '2026-11-30', people: 40 },
  { week: '2026-11-23', people: 10 },
]
const PERIOD = { from: '2026-11-23', to: '2026-11-30' }

describe('a plan', () => {
  it('is by weeks that begin with a Monday, in order', () => {
    expect(noMonday(WEEKS)).toBeNull()
    expect(noMonday([...WEEKS, { week: '2026-12-01', people: 1 }])).toBe('weeks.2.week')
    expect(inOrder(WEEKS).map(({ week }) => week)).toEqual(['2026-11-23', '2026-11-30'])
  })
})

describe('who is trained, beside the plan', () => {
  const plans = [
    { authority: '383', weeks: [...WEEKS, { week: '2026-12-07', people: 500 }] },
    { authority: '380', weeks: [{ week: '2026-11-23', people: 5 }] },
  ]

  it('is by authority what is planned in these weeks, also where nobody is trained', () => {
    const rows = figureRows('authority', [{ key: '383', count: 12 }], plans, PERIOD)
    expect(rows).toEqual([{ key: '383', counts: [12, 50] }, { key: '380', counts: [0, 5] }]) // prettier-ignore
  })

  it('is by week of all authorities together, in order', () => {
    const rows = figureRows('week', [{ key: '2026-11-30', count: 3 }], plans, PERIOD)
    expect(rows).toEqual([{ key: '2026-11-23', counts: [0, 15] }, { key: '2026-11-30', counts: [3, 40] }]) // prettier-ignore
  })

  it('is by organisation without a plan', () => {
    const rows = figureRows('organisation', [{ key: 'Leeds', count: 3 }], plans, PERIOD)
    expect(rows).toEqual([{ key: 'Leeds', counts: [3, 0] }])
  })
})
