import { ROW_DECISIONS, ROW_OUTCOMES, type ParkedRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import {
  becameOf,
  boxesOf,
  chosenOf,
  decisionIn,
  followsDeciding,
  isSeen,
  nameOf,
  rowsIn,
  stepWith,
} from './chosen-rows.rules.ts'

const parked = (row: number, ...says: ParkedRow['says']): ParkedRow => ({
  ...{ source: 'school-census', batchId: 'b-1', row, code: 'changes-shielded', says },
})
const [hidden, seen, onlyLeft] = [parked(1, 'address', 'carers'), parked(2, 'name', 'gender'), parked(3)]
const waiting = [hidden, seen, onlyLeft]

describe('rows that are chosen', () => {
  it('come back as the form named them, each a box or all as one text, and nothing that is no name', () => {
    const ids = waiting.map(({ source, batchId, row }) => ({ source, batchId, row }))
    expect(rowsIn({ rows: waiting.map(nameOf) })).toEqual(ids)
    expect(rowsIn({ rows: waiting.map(nameOf).join(' ') })).toEqual(ids)
    expect(rowsIn({ rows: ['', 'school-census', 'school-census/b-1/x', 'school-census/b-1/1/2'] })).toEqual([])
    expect([rowsIn({}), decisionIn({}), decisionIn({ decision: 'publish' })]).toEqual([[], null, null])
    expect(ROW_DECISIONS.map((decision) => decisionIn({ decision }))).toEqual(ROW_DECISIONS)
  })

  it('are boxes that say the kinds of what a row speaks of, and which of them everybody would see', () => {
    const hints = (boxesOf(waiting, [seen]) as { hint: { text: string } }[]).map(({ hint }) => hint.text)
    expect(hints[0]).toMatch(/It speaks of the address, who cares for the child$/)
    expect(hints[1]).toMatch(/the name \(another one, and everybody would see it\), the gender \(another/)
    expect(hints[2]).toMatch(/It can only be left out$/)
    expect(boxesOf(waiting, [seen]).map((box) => (box as { checked: boolean }).checked)).toEqual([false, true, false])
  })

  it('are those that wait still, and that can be taken in when they are to be', () => {
    const named = [...waiting, parked(9)]
    expect(chosenOf(named, waiting, 'take')).toEqual({ rows: [hidden, seen], gone: 1, onlyLeft: 1 })
    expect(chosenOf(named, waiting, 'leave')).toEqual({ rows: waiting, gone: 1, onlyLeft: 0 })
  })
})

describe('before chosen rows are decided', () => {
  it('it is said first how many change what everybody sees, and last what is not done', () => {
    const chosen = chosenOf([...waiting, parked(8), parked(9)], waiting, 'take')
    const follows = followsDeciding(chosen, 'take')
    expect(follows[0]).toMatch(/^1 of them says another name/)
    expect(follows.at(-2)).toMatch(/^1 of those .* only be left out, and waits on/)
    expect(follows.at(-1)).toMatch(/^2 of those .* wait no more/)
    expect(isSeen(chosen, 'take')).toBe(true)
  })

  it('nothing is grave where nobody would see anything otherwise', () => {
    const left = chosenOf(waiting, waiting, 'leave')
    expect([isSeen(left, 'leave'), isSeen(chosenOf([hidden], waiting, 'take'), 'take')]).toEqual([false, false])
    expect(followsDeciding(left, 'leave')[0]).toBe('The record stays as it is.')
    expect([stepWith(1, 'take'), stepWith(3, 'leave')]).toEqual(['Take in 1 row', 'Leave out 3 rows'])
  })
})

describe('what became of rows', () => {
  it('is how many are done, and why each of the others is not', () => {
    const rows = ROW_OUTCOMES.map((outcome, n) => ({ source: 'births' as const, batchId: 'b-1', row: n + 1, outcome }))
    const { done, others } = becameOf(rows, { rows })
    expect([done, others.length, new Set(others).size]).toEqual([1, 3, 3])
    expect(others[0]).toMatch(/^Births, row 2: waits no more/)
  })

  it('is not known where nothing is said of them', () => {
    expect(becameOf([hidden], {})).toMatchObject({ done: 0, others: [expect.stringContaining('nothing was heard')] })
  })
})
