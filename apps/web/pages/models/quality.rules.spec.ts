import type { LinkFindings } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { foundBy } from './quality.rules.ts'

const NOTHING: LinkFindings = {
  ...{ joinedRight: 0, joinedWrong: 0, newRight: 0, newMissed: 0, askedSame: 0, askedDifferent: 0 },
  ...{ precision: null, recall: null },
}
const FOUND: LinkFindings = {
  ...{ ...NOTHING, joinedRight: 240, joinedWrong: 1, newRight: 31, newMissed: 2 },
  precision: { value: 0.9959, low: 0.9769, high: 0.9993 },
}

describe('What people found of a model', () => {
  it('is nothing where nobody has looked at anything', () => {
    expect(foundBy({ version: 1, all: NOTHING, bySource: [], byCommunity: [] }).all).toBeNull()
  })

  it('is said with where it may lie, and never rounded up', () => {
    const { all, bySource } = foundBy({
      version: 1,
      all: FOUND,
      bySource: [{ of: 'gp-links', ...FOUND }],
      byCommunity: [],
    })
    expect(all).toEqual({ precision: '99.5 of 100 (97.6 to 99.9)', recall: 'Not known yet', asked: null })
    expect(bySource).toEqual([
      {
        label: 'GP links',
        precision: '99.5 of 100 (97.6 to 99.9)',
        recall: 'Not known yet',
        looked: 274,
        wrong: 1,
        missed: 2,
      },
    ])
  })

  it('says of questions how often they were about a known child', () => {
    const said = (askedSame: number, askedDifferent: number) =>
      foundBy({ version: 1, all: { ...NOTHING, askedSame, askedDifferent }, bySource: [], byCommunity: [] }).all!.asked
    expect(said(1, 0)).toBe(
      'Of 1 question that it asked and people have answered, 1 was about a child whom the directory knew.',
    )
    expect(said(2, 1)).toBe(
      'Of 3 questions that it asked and people have answered, 2 were about a child whom the directory knew.',
    )
  })
})
