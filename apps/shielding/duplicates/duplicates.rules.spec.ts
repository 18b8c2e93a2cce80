import { describe, expect, it } from '@jest/globals'
import type { Stance } from '../protection/protection.rules.ts'
import {
  answerAsked,
  LIST_ASKED,
  NAME_ASKED,
  NO_PAIR,
  ofOne,
  pairsListed,
  recordsShown,
  toBeDoneTo,
  undoAsked,
  viewAsked,
  whenSame,
} from './duplicates.rules.ts'
import type { DuplicatePair } from './duplicates.schema.ts'

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
    const { content, outcome, children } = recordsShown(both, stances('full', 'full'))
    expect([content, outcome]).toEqual([both, 'shown'])
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
    expect([outcome, children]).toEqual(['done', ['A', 'B'].map((childId) => ({ childId, shown: 'nothing' }))])
  })
})

describe('what waits', () => {
  it('leaves without a word of any child, or of who has said what', () => {
    const askedAt = new Date('2026-11-30T10:00:00Z')
    const pair = {
      _id: 'd-1',
      foundBy: 'person',
      askedAt,
      childIds: ['A', 'B'],
      said: { personId: 'p', identity: 'i' },
    }
    expect(pairsListed([pair as unknown as DuplicatePair])).toEqual({
      content: [{ duplicateId: 'd-1', foundBy: 'person', askedAt: '2026-11-30T10:00:00.000Z' }],
      ...{ outcome: 'shown', children: [], stances: [] },
    })
    expect(NO_PAIR).toEqual({ content: null, outcome: 'not-found', children: [], stances: [] })
  })

  it('is recorded at every step by the number of the pair, without a reason, and names no child', () => {
    const duplicateId = 'd-1'
    const asked = (action: string, particulars = {}) => ({ action, reason: null, particulars })
    expect([LIST_ASKED, NAME_ASKED]).toEqual([asked('duplicate-list'), asked('duplicate-name')])
    expect(viewAsked(duplicateId)).toEqual(asked('duplicate-view', { duplicateId }))
    const answer = { duplicateId, answer: 'same' as const }
    expect(answerAsked(answer)).toEqual(asked('duplicate-answer', answer))
    expect(undoAsked(duplicateId)).toEqual(asked('duplicate-undo', { duplicateId }))
  })
})

it('nobody is the second who says that two are one when they were the first, whichever account they use', () => {
  const said = { personId: 'account-1', identity: 'somebody' }
  expect(whenSame({ said: null }, 'somebody')).toBe('first')
  expect(whenSame({ said }, 'somebody')).toBe('again')
  expect(whenSame({ said }, 'somebody-else')).toBe('second')
})
