import type { LinkQuestion } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { readingEntry } from '../release/release.rules.ts'
import { listAsked, questionsListed } from './questions.rules.ts'

const QUESTION: LinkQuestion = {
  questionId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  kind: 'somebody-else',
  source: 'pds',
  askedAt: '2026-11-29T10:00:00.000Z',
  heldUntil: null,
}

describe('A look at the questions that wait', () => {
  it('is recorded by whoever looks, with the kind that they asked for, and names no child', () => {
    const steward = aCaller({ personId: 's-1', role: 'data-steward' })
    for (const [ask, particulars] of [
      [{}, {}],
      [{ kind: 'somebody-else' }, { kind: 'somebody-else' }],
    ] as const) {
      const { caller, ...said } = readingEntry(
        'e-1',
        steward,
        { ...listAsked(ask), policy: 1 },
        questionsListed([QUESTION]),
      )
      expect([caller.personId, caller.role]).toEqual(['s-1', 'data-steward'])
      expect(said).toMatchObject({ action: 'link-list', outcome: 'shown', reason: null, children: [] })
      expect(said.particulars ?? {}).toEqual(particulars)
    }
  })

  it('leaves as it is, under no stance: nothing of any child is in it', () => {
    expect(questionsListed([QUESTION])).toEqual({ content: [QUESTION], outcome: 'shown', children: [], stances: [] })
  })
})
