import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { PairComparer } from '../compare/pair-comparer.ts'
import { PairScorer } from '../score/pair-scorer.ts'
import { aChild, aModel, aTable, CHILD_FIELDS, strangers, TODAY } from './builders.ts'
import { RecordIndex } from './record-index.ts'

const TWINS = [aChild({ given: 'Ella' }), aChild({ given: 'Bella' })]
const TOWN = [...strangers(200, 2), ...TWINS]
const table = aTable(CHILD_FIELDS, TOWN)
const model = aModel(table)
const settings = { today: TODAY }
const index = new RecordIndex(table, model, settings)
const scorer = new PairScorer(table, { model, today: TODAY }, new PairComparer(table, model))

describe('finding the records of a child', () => {
  it('weighs each as the whole list’s run would', () => {
    fc.assert(
      fc.property(fc.nat(TOWN.length - 1), (row) => {
        const found = index.find(TOWN[row]!, 1000)
        expect(found.map((candidate) => candidate.row)).toContain(row)
        for (const { row: other, weight, reason } of found) {
          if (other === row) continue
          expect(weight).toBeCloseTo(scorer.weigh(other, row), 9)
          expect(reason).toBe(scorer.contradiction(other, row)?.reason ?? null)
        }
      }),
    )
  })

  it('finds every record above the floor, the likeliest first, and no other', () => {
    for (let row = 0; row < TOWN.length; row += 7) {
      const found = index.find(TOWN[row]!, 1000)
      const expected = TOWN.flatMap((_texts, other) =>
        scorer.weigh(other, row) > -9.9 && other !== row ? [other] : [],
      )
      expect(found.map((candidate) => candidate.row)).toEqual(expect.arrayContaining(expected))
      expect(found.every(({ probability }) => probability >= 0.001)).toBe(true)
      expect(found.map(({ weight }) => weight)).toEqual(found.map(({ weight }) => weight).sort((a, b) => b - a))
    }
  })

  it('finds a child by names and a street that no record has', () => {
    const texts = TOWN[0]!.with(0, 'Xanthippe').with(1, `${TOWN[0]![1]}-Featherstonehaugh`).with(4, '77 Nowhere Hill')
    expect(index.find(texts)[0]).toMatchObject({ row: 0, id: 'l0' })
  })

  it('finds nobody by nothing, nor by what stands for nothing', () => {
    expect(index.find([])).toEqual([])
    expect(index.find(TOWN[0]!.map(() => ''))).toEqual([])
    expect(index.find(['BABY', 'unknown', '', 'ZZ99 3VZ', 'no fixed abode', '', '943 476 5918', '', '0'])).toEqual([])
  })

  it('names the rule that stands against joining', () => {
    const found = index.find(aChild({ given: 'Ella' }))
    expect(found.map(({ row, reason }) => [row, reason])).toEqual([
      [400, null],
      [401, 'possible-twins'],
    ])
  })

  it('gives as many as asked for', () => {
    const alike = new RecordIndex(
      aTable(CHILD_FIELDS, [...TOWN, ...Array.from({ length: 40 }, () => TWINS[0]!)]),
      model,
    )
    expect(alike.find(TWINS[0]!)).toHaveLength(20)
    expect(alike.find(TWINS[0]!, 3)).toHaveLength(3)
  })

  it('remembers nothing of what it was asked before', () => {
    const fresh = new RecordIndex(table, model, settings)
    const before = fresh.find(TOWN[3]!)
    fresh.find(TOWN[4]!.with(0, 'Zyx').with(1, 'Neverheard'))
    fresh.find(TOWN[9]!.with(0, ''))
    expect(fresh.find(TOWN[3]!)).toEqual(before)
    const slip = aChild({ family: 'Hargreavess' })
    fresh.find(slip.with(1, 'Neverheard'))
    expect(fresh.find(slip)).toEqual(new RecordIndex(table, model, settings).find(slip))
  })

  it('answers any text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...TOWN[0]!, ...TOWN[5]!))
    fc.assert(
      fc.property(fc.array(text, { maxLength: CHILD_FIELDS.length }), (texts) => {
        for (const { weight, probability } of index.find(texts)) {
          expect(Number.isFinite(weight)).toBe(true)
          expect(probability).toBeGreaterThanOrEqual(0.001)
        }
      }),
    )
  })

  it('finds nobody in an empty list', () => {
    const empty = aTable(CHILD_FIELDS, [])
    expect(new RecordIndex(empty, aModel(empty)).find(TOWN[0]!)).toEqual([])
  })
})
