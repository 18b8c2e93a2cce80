import { describe, expect, it } from '@jest/globals'
import type { Child } from '../children/children.schema.ts'
import { goesOnFirst, LONGEST_REST_MS, pairsHeldForOne, restAfter } from './duplicates.rules.ts'

const child = (childId: string): Child => ({ childId }) as Child
const known = (childId: string, since: number, hasParts = false) => ({ record: child(childId), since, hasParts })

describe('of two records of one child', () => {
  it.each([
    ['of which the directory has known longer', known('B', 1), known('A', 2)],
    ['with which others were made one, however new it is', known('B', 9, true), known('A', 2)],
    ['of which any source says something', known('B', 5), known('A', Infinity)],
    ['of the smaller id, where nothing else tells', known('A', Infinity), known('B', Infinity)],
  ])('the one goes on %s, whichever is named first', (_which, first, second) => {
    const ids = (both: Child[]): string[] => both.map(({ childId }) => childId)
    const expected = [first.record.childId, second.record.childId]
    expect(ids(goesOnFirst([first, second]))).toEqual(expected)
    expect(ids(goesOnFirst([second, first]))).toEqual(expected)
  })
})

describe('what the model says of records', () => {
  it('is one pair, though each of the two is held against the other, and none where it would ask', () => {
    const same = (id: string) => ({ decision: 'same', id, weight: 20, reason: 'evidence' }) as const
    const unsure = { decision: 'unsure', ids: ['A'], reason: 'possible-twins' } as const
    const decisions = [same('B'), same('A'), unsure, { decision: 'new' } as const]
    expect(pairsHeldForOne(['A', 'B', 'C', 'D'].map(child), decisions)).toEqual([['A', 'B']])
  })
})

it('a look costs a hundredth of a core at most, but where it would come less often than once a day', () => {
  expect(restAfter(0)).toBe(600_000)
  expect(restAfter(60_000)).toBe(6_000_000)
  expect(restAfter(100 * 60 * 60_000)).toBe(LONGEST_REST_MS)
})
