import type { FigureRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { dashboardOf, MASKED, sharesOf } from './audit.rules.ts'

const row = (key: string | null, values: FigureRow['values']): FigureRow => ({
  key,
  values,
  masked: values.includes(null),
})

describe('a figure on a page', () => {
  it('is a table without rows of nothing, which are counted, and says of a number that is not told that it is small', () => {
    const rows = [row('interim', [null, 0]), row('placed', [0, 0]), row('confirmed', [10, 5])]
    expect(dashboardOf({ name: 'shields', columns: ['on-time', 'overdue'], by: 'state', rows })).toMatchObject({
      columns: ['On time', 'Overdue'],
      rows: [
        { label: 'Asked for, not placed yet', values: [MASKED, '0'] },
        { label: 'Confirmed', values: ['10', '5'] },
      ],
      empty: 1,
    })
  })

  it('has no picture when there is nothing at all', () => {
    const rows = [row('2026-11-01', [0])]
    expect(dashboardOf({ name: 'sign-ins', columns: ['failures'], by: 'day', rows }).picture).toBeNull()
  })

  it('is a table alone when no number of it is told: a picture would look as if there were none', () => {
    const rows = [row('2026-11', [null, 0])]
    const figure = dashboardOf({ name: 'shields', columns: ['on-time', 'overdue'], by: 'state', rows })
    expect([figure.picture, figure.rows.length]).toEqual([null, 1])
  })

  it('says what became of a row of a feed in words of its own: refused is no right that somebody has not', () => {
    const rows = [row('school-census', [1, 2])]
    const { columns } = dashboardOf({ name: 'feeds', columns: ['created', 'refused'], by: 'source', rows })
    expect(columns).toEqual(['New child', 'Refused'])
  })

  it('names an authority by its code', () => {
    const figure = { name: 'shields' as const, columns: ['on-time' as const], by: 'authority' as const }
    expect(dashboardOf({ ...figure, rows: [row('383', [1]), row(null, [1])] }).rows.map(({ label }) => label)).toEqual([
      ...['383', 'None given'],
    ])
  })
})

describe('coverage', () => {
  it('is a share of all children, and none where too few are told', () => {
    const rows = [
      row('school', [75, 25]),
      row('gp', [0, 10]),
      row('involvement', [null, null]),
      row('lead-professional', [1, 2]),
    ]
    expect(sharesOf({ rows })).toEqual([
      { label: 'School', share: 75 },
      { label: 'GP practice', share: 0 },
      { label: 'Involvement', share: null },
      { label: 'Lead professional', share: 33 },
    ])
  })
})
