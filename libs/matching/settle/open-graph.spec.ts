import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { SURE } from './hypotheses.ts'
import { settledQuestions, type Question } from './open-graph.ts'

const open = (a: number, b: number, bits = SURE): Question => ({ a, b, bits })
const two = (a: number, b: number): Question => ({ a, b, bits: null })

describe('a question with one answer', () => {
  it('is settled when nobody else is asked about and the evidence suffices', () => {
    expect(settledQuestions([open(1, 2)])).toEqual([open(1, 2)])
    expect(settledQuestions([open(1, 2, SURE - 1)])).toEqual([])
    expect(settledQuestions([two(1, 2)])).toEqual([])
  })

  it('is not settled while one of the two may be a third, of whom it is not asked whether it is the other', () => {
    expect(settledQuestions([open(1, 2), open(2, 3)])).toEqual([])
    expect(settledQuestions([open(1, 2), open(2, 3, 0)])).toEqual([])
    expect(settledQuestions([open(1, 2), two(2, 3)])).toEqual([])
    expect(settledQuestions([open(1, 2), open(2, 3), two(1, 3)])).toEqual([])
  })

  it('is settled when all of them may be one child', () => {
    const all = [open(1, 2), open(2, 3), open(1, 3, 0)]
    expect(settledQuestions(all)).toEqual([open(1, 2), open(2, 3)])
  })

  const graph = fc
    .uniqueArray(fc.tuple(fc.nat(6), fc.nat(6), fc.constantFrom(null, 0, SURE)), {
      selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
      maxLength: 15,
    })
    .map((edges) => edges.filter(([a, b]) => a !== b).map(([a, b, bits]): Question => ({ a, b, bits })))

  it('never brings together two of whom it is not asked, or of whom a rule says that they are two', () => {
    fc.assert(
      fc.property(graph, (questions) => {
        const isOpen = (a: number, b: number) =>
          questions.some((q) => q.bits !== null && ((q.a === a && q.b === b) || (q.a === b && q.b === a)))
        for (const group of groupsOf(settledQuestions(questions)))
          for (const a of group) for (const b of group) if (a < b) expect(isOpen(a, b)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is the same in whatever order the questions and their records come', () => {
    const inOrder = fc.tuple(graph, fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.nat()))
    const key = ({ a, b }: Question) => `${Math.min(a, b)} ${Math.max(a, b)}`
    fc.assert(
      fc.property(inOrder, ([questions, turns, places]) => {
        const other = questions
          .map((q) => ({ q: turns.next().value ? { ...q, a: q.b, b: q.a } : q, place: places.next().value! }))
          .sort((x, y) => x.place - y.place)
        expect(
          settledQuestions(other.map(({ q }) => q))
            .map(key)
            .sort(),
        ).toEqual(settledQuestions(questions).map(key).sort())
      }),
    )
  })
})

/** Who is together when the questions are answered with yes. */
function groupsOf(questions: readonly Question[]): number[][] {
  const group = new Map<number, number[]>()
  for (const { a, b } of questions) {
    const all = [...new Set([...(group.get(a) ?? [a]), ...(group.get(b) ?? [b])])]
    for (const node of all) group.set(node, all)
  }
  return [...new Set(group.values())]
}
