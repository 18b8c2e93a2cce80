import { describe, expect, it } from '@jest/globals'
import type { Stance } from '../protection/protection.rules.ts'
import { NO_PAIR, ofOne, recordsShown, toBeDoneTo, whenSame } from './duplicates.rules.ts'

const SAID = { name: { given: ['Grace'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' as const }
const NOTHING = { address: null, carers: [], schoolUrn: null, gpPracticeCode: null }
const both = {
  goesOn: { ...SAID, ...NOTHING, childId: 'A' },
  other: { ...SAID, ...NOTHING, childId: 'B', isLinked: false, compared: [] },
}
const stances = (...views: Stance['view'][]): Map<string, Stance> =>
  new Map(views.map((view, n) => ['AB'[n]!, { childId: 'AB'[n]!, version: 1, view, isSealed: false }]))

describe('two records', () => {
  it('are shown side by side where nothing protects either, and recorded as seen, both', () => {
    const { content, children } = recordsShown(both, stances('full', 'full'))
    expect(content).toBe(both)
    expect(children).toEqual(['A', 'B'].map((childId) => ({ childId, shown: 'full' })))
  })

  it('have an entry each, which does not name the other, be there anything to show or not', () => {
    const one = ofOne(recordsShown(both, stances('full', 'full')), 'A')
    expect([one.children, one.stances.map(({ childId }) => childId)]).toEqual([
      [{ childId: 'A', shown: 'full' }],
      ['A'],
    ])
    const nothing = ofOne(NO_PAIR, 'KLJ6G4D4VGLR')
    expect(nothing.children).toEqual([{ childId: 'KLJ6G4D4VGLR', shown: 'nothing' }])
  })

  it.each([
    ['visible', 'full'],
    ['full', 'visible'],
  ] as const)('are no pair where one of them is shielded: %s, %s', (...views) => {
    expect(recordsShown(both, stances(...views))).toBe(NO_PAIR)
    expect(toBeDoneTo(recordsShown(both, stances(...views)))).toBe(NO_PAIR)
  })

  it('are recorded as shown to nobody where something is done to them', () => {
    const { children, outcome } = toBeDoneTo(recordsShown(both, stances('full', 'full')))
    expect([outcome, children.map(({ shown }) => shown)]).toEqual(['done', ['nothing', 'nothing']])
  })
})

it('nobody is the second who says that two are one when they were the first, whichever account they use', () => {
  const said = { personId: 'account-1', identity: 'somebody' }
  expect(whenSame({ said: null }, 'somebody')).toBe('first')
  expect(whenSame({ said }, 'somebody')).toBe('again')
  expect(whenSame({ said }, 'somebody-else')).toBe('second')
})
