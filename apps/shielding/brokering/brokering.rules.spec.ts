import { BROKER_STATES, NATIONAL_DESK, newChildId, TIERS, type Desk } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { interimShield } from '../protection/protection.rules.ts'
import type { Protection, Shield } from '../protection/protection.schema.ts'
import {
  answerAsked,
  answerEntry,
  askedOf,
  currentOf,
  isFor,
  isShown,
  LIST_ASKED,
  listed,
  newRequest,
  requestAsked,
  taskAsked,
  taskOf,
  taskShown,
  toRequest,
} from './brokering.rules.ts'
import type { RequestNow } from './brokering.schema.ts'

const at = new Date('2026-11-28T10:00:00Z')
const childId = newChildId(randomInt)
const into = newChildId(randomInt)
const asker = aCaller({ personId: 'p-1', identity: 'i-1' })
const asked = { childId, reason: 'coordinate-support', caseReference: 'EH/7' } as const
const desks: Desk[] = [
  { authority: '383', officers: 2 },
  { authority: '380', officers: 2 },
]
const request = (given: Partial<RequestNow> = {}): RequestNow => ({
  ...newRequest('r-1', asker, asked, '383'),
  ...{ askedAt: at, dueAt: at, isLate: false },
  ...given,
})
const shield = (given: Partial<Shield> = {}): Shield => ({
  ...interimShield(aCaller(), { childId, ground: 'other', channel: 'user' }),
  ...{ since: at, dueAt: at, escalateAt: at, authority: '383' },
  ...given,
})
const protection = (given: Partial<Protection> = {}): Protection => {
  return { _id: childId, version: 4, shield: null, guardedAt: null, changedAt: null, ...given }
}

describe('whose a request to be put in touch is', () => {
  it('is the desk of the child’s shield, and of one without a shield that which the directory says', () => {
    const shielded = taskOf(request({ authority: '380' }), protection({ shield: shield() }), null, '201')
    expect([shielded.authority, taskOf(request(), protection(), null, '380').authority]).toEqual(['383', '380'])
    expect(taskOf(request(), null, null)).toMatchObject({ authority: '383', stances: [{ childId, version: 0 }] })
    expect(taskOf(request(), null, null, null).authority).toBeNull()
  })

  it('is nobody’s while the directory has not said whose the shield is', () => {
    const { authority: _none, ...unknown } = shield()
    const task = taskOf(request(), protection({ shield: unknown as Shield }), null)
    for (const authority of ['383', '380', NATIONAL_DESK])
      expect(isFor(task, aCaller({ identity: 'i-9', authority }), desks)).toBe(false)
  })

  it('follows a child that was merged to the record that goes on, and holds under the stances of both', () => {
    const survivor = protection({ _id: into, version: 9, shield: shield({ authority: '380' }), withdrawals: 2 })
    const task = taskOf(request(), protection({ mergedInto: into, shield: shield() }), survivor)
    expect(task).toMatchObject({ childId: into, authority: '380' })
    expect(task.stances).toMatchObject([
      { childId, version: 4 },
      { childId: into, version: 9, withdrawals: 2 },
    ])
  })

  it('is never who asked, under whichever account and at whichever desk, nor anybody of another desk (I8)', () => {
    const code = fc.constantFrom('383', '380', '201', NATIONAL_DESK)
    fc.assert(
      fc.property(code, code, fc.constantFrom('i-1', 'i-2'), (authority, of, identity) => {
        const task = taskOf(request(), null, null, of)
        const desk = of === '201' ? NATIONAL_DESK : of
        const isIts = desk === authority && identity === 'i-2'
        expect(isFor(task, aCaller({ personId: 'other-account', identity, authority }), desks)).toBe(isIts)
      }),
    )
  })

  it('shows who works with the child only while it is open, and never of a sealed child', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BROKER_STATES), fc.constantFrom(...TIERS), (state, tier) => {
        const task = taskOf(request({ state }), protection({ shield: shield({ tier }) }), null)
        expect(isShown(task)).toBe(state === 'open' && tier === 'standard')
      }),
    )
    const sealed = protection({ _id: into, shield: shield({ tier: 'sealed' }) })
    expect(isShown(taskOf(request(), protection({ mergedInto: into }), sealed))).toBe(false)
  })
})

describe('what leaves of a request', () => {
  it('is to its asker how it stands, and nothing of who works with the child', () => {
    const times = { askedAt: at.toISOString(), dueAt: at.toISOString(), isLate: false }
    const open = { requestId: 'r-1', childId, reason: 'coordinate-support', state: 'open', outcome: null, ...times }
    expect(toRequest(request())).toEqual(open)
    expect(listed([toRequest(request())])).toEqual({
      ...{ content: [open], outcome: 'shown', children: [], stances: [] },
      apart: [{ childId, shown: 'nothing' }],
    })
  })

  it('is when it is asked nothing of the child, of which the authority goes no further, under the stance of now', () => {
    const stance = { childId, version: 4, view: 'visible', isSealed: false } as const
    expect(askedOf(stance, '383')).toEqual({
      ...{ content: { authority: '383' }, outcome: 'done', children: [{ childId, shown: 'nothing' }] },
      stances: [stance],
    })
  })

  it('is to the desk the whole task, as a disclosure of the record that goes on', () => {
    const task = taskOf(request(), protection({ shield: shield() }), null)
    const card = { name: 'A', organisation: 'B', phone: '1', email: 'c' }
    const reading = taskShown(task, { authority: '383', items: [] }, card)
    expect(reading).toMatchObject({ outcome: 'shown', children: [{ childId, shown: 'full' }], stances: task.stances })
    expect(reading.content).toMatchObject({ requestId: 'r-1', caseReference: 'EH/7', asker: card, involvements: [] })
  })

  it('is in the log why it was asked; of what is not the caller’s no more than its id', () => {
    expect(LIST_ASKED).toEqual({ action: 'broker-list', reason: null, particulars: {} })
    const particulars = { caseReference: 'EH/7' }
    expect(requestAsked(asked)).toEqual({ action: 'broker-request', reason: 'coordinate-support', particulars })
    expect(taskAsked('r-1', request())).toMatchObject({ reason: 'coordinate-support' })
    expect(taskAsked('r-1', null)).toEqual({
      ...{ action: 'broker-read', reason: null },
      particulars: { requestId: 'r-1', caseReference: null },
    })
    expect(answerAsked('r-1')).toMatchObject({ action: 'broker-answer', particulars: { requestId: 'r-1' } })
    const said = { outcome: 'passed-on', entry: 'done' } as const
    expect(answerEntry('e-1', asker, taskOf(request(), null, null), said)).toMatchObject({
      ...{ entryId: 'e-1', action: 'broker-answer', outcome: 'done', children: [{ childId, shown: 'nothing' }] },
      particulars: { requestId: 'r-1', outcome: 'passed-on' },
    })
  })

  it('is of one that somebody has answered that it is', () => {
    expect([currentOf({ state: 'open' }), currentOf({ state: 'answered' })]).toEqual([
      { state: 'open', version: 1 },
      { state: 'answered', version: 2 },
    ])
  })
})
