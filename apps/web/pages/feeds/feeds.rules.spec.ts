import { BATCH_STATES, PREVIEW_ITEMS, type BatchPreview } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import {
  brakeIn,
  changesIn,
  followsApplying,
  followsTakingBack,
  isUnderWay,
  reconciliationIn,
  waits,
  wantedIn,
} from './feeds.rules.ts'

const NONE = Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, 0])) as unknown as BatchPreview['changes']
const preview = (changes: Partial<BatchPreview['changes']>, known = 1983): BatchPreview => ({
  ...{ new: 31, known, missing: 4, changed: 21 },
  changes: { ...NONE, ...changes },
})

describe('what a file changes, as a page says it', () => {
  it('is each thing in its own words, what changes most first, and nothing of what stays', () => {
    expect(changesIn(preview({ name: 2, address: 1200 }))).toEqual([
      { text: 'Another postcode', count: '1,200 of 1,983 known records' },
      { text: 'Another name', count: '2 of 1,983 known records' },
    ])
    const all = changesIn(preview(Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, 1]))))
    expect(new Set(all.map(({ text }) => text)).size).toBe(PREVIEW_ITEMS.length)
  })

  it('says why it was set aside, and says so again before it is applied', () => {
    const aside = { brake: 'date-of-birth', preview: preview({ 'date-of-birth': 21 }, 30) } as const
    expect(brakeIn(aside)).toBe('Another date of birth: 21 of 30 known records')
    expect(followsApplying(aside)[0]).toContain('21 of 30 known records')
    const staged = { brake: null, preview: preview({ name: 1 }, 1) }
    expect(brakeIn(staged)).toBeNull()
    expect(followsApplying(staged).join(' ')).not.toContain('unseen')
  })
})

describe('a file held against what its feed has sent', () => {
  const read = { source: 'school-census', rows: 2015, refused: 1 } as const

  it('is counted both ways, and agrees item by item in words of its own', () => {
    const held = reconciliationIn({ ...read, preview: preview({ name: 2, address: 1983 }) })!
    expect(held.counts.map(({ count }) => count)).toEqual(['2,015', '1', '1,983', '31', '4'])
    expect(held.agreement.slice(0, 2)).toEqual([
      { item: 'Name', same: '1,981', share: '99.89' },
      { item: 'Date of birth', same: '1,983', share: '100.00' },
    ])
    expect(held.agreement).toContainEqual({ item: 'Postcode', same: '0', share: '0.00' })
    expect(held.agreement.map(({ item }) => item)).not.toContain('GP practice')
  })

  it('has nothing that could agree where no record is in both, and nothing at all before it was read', () => {
    expect(reconciliationIn({ ...read, preview: preview({}, 0) })).toMatchObject({ agreement: [], known: '0' })
    expect(reconciliationIn({ ...read, preview: null })).toBeNull()
  })
})

describe('a file', () => {
  it('waits for somebody, goes on by itself, or is at its end', () => {
    expect(BATCH_STATES.filter(waits)).toEqual(['staged', 'set-aside'])
    expect(BATCH_STATES.filter((state) => waits(state) && isUnderWay(state))).toEqual([])
    expect(BATCH_STATES.filter((state) => !waits(state) && !isUnderWay(state))).toEqual([
      ...['applied', 'rolled-back', 'refused'],
    ])
  })

  it('that was applied leaves what people have done when it is taken back; one that was not has done nothing', () => {
    expect(followsTakingBack('applied').join(' ')).toContain('no shield, and nobody who works with a child')
    for (const state of BATCH_STATES.filter(waits)) expect(followsTakingBack(state)[0]).toContain('Nothing of it')
  })

  it('is looked for by a feed and a state that there are, and by nothing else', () => {
    expect(wantedIn({ source: 'gp-links', state: 'staged' })).toEqual({ source: 'gp-links', state: 'staged' })
    expect(wantedIn({ source: 'everything', state: '' })).toEqual({})
  })
})
