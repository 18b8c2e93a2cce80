import type { LinkQuestion, QuestionRead } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Stance } from '../protection/protection.rules.ts'
import { readingEntry } from '../release/release.rules.ts'
import {
  answerAsked,
  answerTaken,
  listAsked,
  NO_QUESTION,
  questionShown,
  questionsListed,
  undoAsked,
  viewAsked,
} from './questions.rules.ts'

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

const { questionId } = QUESTION
const stanceOf = (childId: string, view: Stance['view']): Stance => ({ childId, version: 3, view, isSealed: false })
const read = (...childIds: string[]) =>
  ({ question: QUESTION, candidates: childIds.map((childId) => ({ childId })) }) as unknown as QuestionRead
const shown = (views: Record<string, Stance['view']>) => {
  const stances = Object.entries(views).map(([childId, view]) => [childId, stanceOf(childId, view)] as const)
  return questionShown(read(...Object.keys(views)), new Map(stances))
}

describe('A question', () => {
  it('leaves whole, with every child in it recorded as shown in full and guarded by its stance', () => {
    expect(shown({ a: 'full', b: 'full' })).toEqual({
      ...{ content: read('a', 'b'), outcome: 'shown', stances: [stanceOf('a', 'full'), stanceOf('b', 'full')] },
      children: ['a', 'b'].map((childId) => ({ childId, shown: 'full' })),
    })
    expect(shown({})).toMatchObject({ content: read(), children: [], stances: [] })
  })

  it('is one that never was, whichever of its children is not shown whole', () => {
    const views = fc.array(fc.constantFrom<Stance['view']>('full', 'visible', 'overridden'), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(views, (all) => {
        const reading = shown(Object.fromEntries(all.map((view, n) => [`c${n}`, view])))
        const isWhole = all.every((view) => view === 'full')
        expect(reading).toEqual(isWhole ? expect.objectContaining({ outcome: 'shown' }) : NO_QUESTION)
      }),
    )
    expect(NO_QUESTION).toEqual({ content: null, outcome: 'not-found', children: [], stances: [] })
  })

  it('is answered about the child that is named, or about all who might be meant, under the stances by which it was shown', () => {
    const reading = shown({ a: 'full', b: 'full' })
    const done = (...childIds: string[]) => ({
      ...{ content: true, outcome: 'done', stances: reading.stances },
      children: childIds.map((childId) => ({ childId, shown: 'nothing' })),
    })
    expect(answerTaken(reading, { questionId, answer: 'different' })).toEqual(done('a', 'b'))
    expect(answerTaken(reading, { questionId, answer: 'same', childId: 'b' })).toEqual(done('b'))
    expect(answerTaken(NO_QUESTION, { questionId, answer: 'same', childId: 'b' })).toEqual(NO_QUESTION)
  })

  it('is recorded by its number, with what was answered, and without a reason', () => {
    const asked = (action: string, particulars: object) => ({ action, reason: null, particulars })
    expect(viewAsked(questionId)).toEqual(asked('link-view', { questionId }))
    const answer = { questionId, answer: 'same' as const, childId: 'a' }
    expect(answerAsked(answer)).toEqual(asked('link-answer', { questionId, answer: 'same' }))
    expect(undoAsked('l-1')).toEqual(asked('link-undo', { linkId: 'l-1' }))
  })
})
