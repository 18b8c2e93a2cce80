import { describe, expect, it } from '@jest/globals'
import type { Stance } from '../protection/protection.rules.ts'
import { doneToBoth, NO_PAIR, pairOf, recordsShown, whenSame } from './duplicates.rules.ts'

const SAID = { name: { given: ['Grace'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' as const }
const NOTHING = { address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
const both = {
  goesOn: { ...SAID, ...NOTHING, childId: 'A' },
  other: { ...SAID, ...NOTHING, childId: 'B', isLinked: false, compared: [] },
}
const stances = (...views: Stance['view'][]): Map<string, Stance> =>
  new Map(views.map((view, n) => ['AB'[n]!, { childId: 'AB'[n]!, version: 1, view, isSealed: false }]))

describe('two records', () => {
  it('are one pair, whichever is named first, and none where both are the same', () => {
    expect(pairOf('B', 'A')).toEqual(pairOf('A', 'B'))
    expect(pairOf('A', 'A')).toBeNull()
  })

  it('are shown side by side where nothing protects either, and recorded as seen, both', () => {
    const { content, children } = recordsShown(both, stances('full', 'full'))
    expect(content).toBe(both)
    expect(children).toEqual(['A', 'B'].map((childId) => ({ childId, shown: 'full' })))
  })

  it.each([
    ['visible', 'full'],
    ['full', 'visible'],
  ] as const)('are no pair where one of them is shielded: %s, %s', (...views) => {
    expect(recordsShown(both, stances(...views))).toBe(NO_PAIR)
    expect(doneToBoth(recordsShown(both, stances(...views)))).toBe(NO_PAIR)
  })

  it('are recorded as shown to nobody where something is done to them', () => {
    const { children, outcome } = doneToBoth(recordsShown(both, stances('full', 'full')))
    expect([outcome, children.map(({ shown }) => shown)]).toEqual(['done', ['nothing', 'nothing']])
  })
})

it('nobody is the second who says that two are one when they were the first, whichever account they use', () => {
  const said = { personId: 'account-1', identity: 'somebody' }
  expect(whenSame({ said: null }, 'somebody')).toBe('first')
  expect(whenSame({ said }, 'somebody')).toBe('again')
  expect(whenSame({ said }, 'somebody-else')).toBe('second')
})
