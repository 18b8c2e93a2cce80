import { NEAR_CODES, NEAR_DECISIONS, type NearRecord, type ParkedRow } from '@contactpoint/contracts'
import { aCaller, aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Stance } from '../protection/protection.rules.ts'
import { readingEntry } from '../release/release.rules.ts'
import { decisionAsked, decisionTaken, listShown, REVIEW_ASKED } from './near.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const stance = (isSealed: boolean): Stance => ({ childId, version: 2, view: 'visible', isSealed })
const near = (otherId: string): NearRecord => ({
  ...{ child: aVisibleChild(otherId), common: ['shown'], effect: 'invisible', state: 'open' },
})
const parked: ParkedRow[] = [{ source: 'school-census', batchId: 'b-1', row: 4, code: 'sealed', says: ['address'] }]
const list = (others: string[], isSealed: boolean, child = isSealed ? null : aVisibleChild(childId)) =>
  listShown({ authority: '383', records: others.map(near) }, { rows: parked }, child, stance(isSealed))
const others = fc.uniqueArray(fc.uuid(), { maxLength: 8 })

describe('What is near a shielded child is shown', () => {
  it('beside the child as everybody sees it, with the rows that wait and how much the shield leaves, under the stance that was taken', () => {
    expect(list(['A'], false)).toMatchObject({
      content: { tier: 'standard', child: aVisibleChild(childId), records: [near('A')], parked },
      outcome: 'shown',
      stances: [stance(false)],
    })
    expect(list([], true).content).not.toHaveProperty('child')
    expect(list([], true)).toMatchObject({ content: { tier: 'sealed', records: [], parked }, stances: [stance(true)] })
  })
})

describe('An entry about what is near a shielded child', () => {
  it('names it first, with what was shown of it, and then each record that was shown with its visible things', () => {
    fc.assert(
      fc.property(others, (ids) => {
        const { children, apart } = list(ids, false)
        const shown = ids.map((id) => ({ childId: id, shown: 'visible' }))
        expect(children).toEqual([{ childId, shown: 'visible' }, ...shown])
        expect(apart).toBeUndefined()
        expect(list(ids, false, null).children).toEqual([{ childId, shown: 'nothing' }, ...shown])
      }),
    )
  })

  it('never leads an auditor from a sealed child to another record, which the log keeps sealed (AC-09)', () => {
    fc.assert(
      fc.property(others, (ids) => {
        const asked = [
          REVIEW_ASKED,
          decisionAsked({ childId, otherId: 'A', decision: 'shield', code: 'other-register' }),
        ]
        for (const [n, reading] of [list(ids, true), decisionTaken(ids[0] ?? 'A', stance(true))].entries()) {
          const { particulars, ...read } = readingEntry('e-1', aCaller(), { ...asked[n]!, policy: 1 }, reading)
          expect(read.children).toEqual([{ childId, shown: 'nothing' }])
          expect(ids.filter((id) => JSON.stringify(read).includes(id))).toEqual([])
          expect(particulars!.apart).toEqual(reading.apart)
        }
        expect(list(ids, true).apart).toEqual(ids.map((id) => ({ childId: id, shown: 'visible' })))
      }),
    )
  })

  it('of a look says only that, and of a decision what was decided and how that is known', () => {
    expect(REVIEW_ASKED).toEqual({ action: 'near-review', reason: null, particulars: {} })
    for (const decision of NEAR_DECISIONS)
      for (const code of NEAR_CODES)
        expect(decisionAsked({ childId, otherId: 'A', decision, code })).toEqual({
          action: 'near-decision',
          reason: null,
          particulars: { decision, code },
        })
  })
})

describe('A decision about a record near a shielded child', () => {
  it('may be taken under the stance it was read under, and shows nothing of either', () => {
    const nothing = (id: string) => ({ childId: id, shown: 'nothing' })
    const taken = { content: true, outcome: 'done' }
    expect(decisionTaken('A', stance(false))).toEqual({
      ...{ ...taken, children: [nothing(childId), nothing('A')], stances: [stance(false)] },
    })
    expect(decisionTaken('A', stance(true))).toEqual({
      ...{ ...taken, children: [nothing(childId)], apart: [nothing('A')], stances: [stance(true)] },
    })
  })
})
