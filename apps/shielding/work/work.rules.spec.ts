import { MOST_WORK_LISTED, newChildId, type Role } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { newRequest, taskOf } from '../brokering/brokering.rules.ts'
import { newCase } from '../override-cases/override-cases.rules.ts'
import type { CaseNow } from '../override-cases/override-cases.schema.ts'
import { interimShield, type Stance } from '../protection/protection.rules.ts'
import type { Shield, ShieldAtWork } from '../protection/protection.schema.ts'
import { foundingSteps, firstStep, nextStep } from '../policy/history.rules.ts'
import { versionsOf } from '../policy/versions.rules.ts'
import {
  brokerWork,
  caseWork,
  contactWork,
  counted,
  inOrder,
  outcomeWork,
  policyWork,
  shownWork,
  undecidedWork,
  waitsWith,
  WORK_ASKED,
  workOf,
} from './work.rules.ts'

const at = new Date('2026-06-27T09:00:00Z')
const shieldAtWork = (given: Partial<Shield> = {}, times: Partial<ShieldAtWork> = {}): ShieldAtWork => ({
  ...{
    _id: newChildId(randomInt),
    version: 1,
    guardedAt: null,
    changedAt: at,
    isLate: false,
    isDueSoon: true,
    ...times,
  },
  shield: {
    ...interimShield(aCaller({ personId: 'asker' }), { childId: 'C', ground: 'other', channel: 'user' }),
    ...{ since: at, dueAt: at, escalateAt: at },
    ...given,
  },
})
const officer = (identity: string) => ({ identity, role: 'shield-officer' as Role })
const team = (identity: string) => ({ identity, role: 'cpmt' as Role })
const ending = (kind: 'lift' | 'refusal', agreedBy: string | null) => ({
  kind,
  code: 'other',
  proposedBy: 'o-1',
  agreedBy,
})

describe('What waits for somebody', () => {
  it('is what officers have to decide about shielded children, each child once for each, and rows of feeds by the day on which they are due', () => {
    const item = (kind: string, childId: string) => ({ kind, childId, id: null, dueAt: null, isLate: false })
    const rows = [{ _id: 'A', dueAt: at, seenAt: at, isLate: true }]
    expect(undecidedWork({ near: ['A', 'B'], rows })).toEqual([
      ...[item('decide-near', 'A'), item('decide-near', 'B')],
      { ...item('decide-rows', 'A'), dueAt: at.toISOString(), isLate: true },
    ])
  })

  it('is a shield that was asked for, for any officer but who asked', () => {
    expect(waitsWith(shieldAtWork(), officer('o-1'))).toBe('place')
    expect(waitsWith(shieldAtWork(), officer('asker'))).toBeNull()
    expect(waitsWith(shieldAtWork(), team('m-1'))).toBeNull()
  })

  it('is one that was placed, for any officer but who asked or placed it', () => {
    const placed = shieldAtWork({ state: 'placed', placedBy: 'o-1' })
    expect(waitsWith(placed, officer('o-2'))).toBe('confirm')
    for (const same of ['o-1', 'asker']) expect(waitsWith(placed, officer(same))).toBeNull()
  })

  it('is a way out that another officer began, and then the team, but for who was of it', () => {
    expect(waitsWith(shieldAtWork({ ending: ending('refusal', null) }), officer('o-2'))).toBe('agree-refusal')
    expect(waitsWith(shieldAtWork({ ending: ending('refusal', 'o-2') }), team('m-1'))).toBe('decide-refusal')
    const proposed = { state: 'lift-proposed' as const, ending: ending('lift', null) }
    expect(waitsWith(shieldAtWork(proposed), officer('o-2'))).toBe('agree-lift')
    expect(waitsWith(shieldAtWork(proposed), officer('o-1'))).toBeNull()
    const agreed = shieldAtWork({ ...proposed, ending: ending('lift', 'o-2') })
    expect(waitsWith(agreed, team('m-1'))).toBe('decide-lift')
    for (const same of ['o-1', 'o-2']) expect(waitsWith(agreed, team(same))).toBeNull()
  })

  it('is a review that is due within a week, for the team; and what a review wants lifted, for any officer', () => {
    const confirmed = { state: 'confirmed' as const }
    expect(waitsWith(shieldAtWork(confirmed), team('m-1'))).toBe('review')
    expect(waitsWith(shieldAtWork(confirmed, { isDueSoon: false }), team('m-1'))).toBeNull()
    expect(waitsWith(shieldAtWork(confirmed), officer('o-1'))).toBeNull()
    expect(waitsWith(shieldAtWork({ ...confirmed, isLiftWanted: true }), officer('o-1'))).toBe('propose-lift')
    expect(waitsWith(shieldAtWork({ ...confirmed, isLiftWanted: true }), team('m-1'))).toBeNull()
  })
})

describe('A version of the policy', () => {
  it('waits, due at no time and about no child, for whoever may take its next step', () => {
    const steps = foundingSteps(at)
    steps.push({ ...firstStep({ personId: 'm-1', identity: 'm-1' }, steps, at), digest: 'd' })
    const waits = (actor: { identity: string; role: Role }) => policyWork([...versionsOf(steps).values()], actor)
    const auditor = { identity: 'a-1', role: 'auditor' as Role }
    const item = { childId: null, id: null, policyVersion: 2, dueAt: null, isLate: false }
    expect(waits(auditor)).toEqual([{ ...item, kind: 'review-policy' }])
    expect(waits(team('m-2'))).toEqual([])
    steps.push(nextStep({ personId: 'a-1', identity: 'a-1' }, steps, { kind: 'review', version: 2 }, at))
    expect([waits(auditor), waits(team('m-1'))]).toEqual([[], []])
    for (const who of ['m-2', 'm-3']) {
      expect(waits(team(who))).toEqual([{ ...item, kind: 'approve-policy' }])
      steps.push(nextStep({ personId: who, identity: who }, steps, { kind: 'approve', version: 2 }, at))
    }
    expect(waits(team('m-2'))).toEqual([{ ...item, kind: 'activate-policy' }])
    expect(waits(officer('o-1'))).toEqual([])
  })
})

describe('A work list', () => {
  const appeal = {
    appealId: 'a-1',
    personId: 'p-1',
    role: 'practitioner',
    organisation: 'x',
    code: 'other',
    askedAt: '',
  } as const

  it('keeps the order in which things are due, and ends with appeals, which are due at no time', () => {
    const shields = [shieldAtWork({}, { isLate: true }), shieldAtWork()]
    const items = workOf(shields, [], officer('o-1'))
    expect(items.map(({ childId, isLate }) => [childId, isLate])).toEqual(shields.map(({ _id }, n) => [_id, n === 0]))
    expect(workOf([], [appeal], team('m-1'))).toEqual([
      { kind: 'decide-appeal', childId: null, id: 'a-1', dueAt: null, isLate: false },
    ])
  })

  it('counts all that there is, not only what is shown, and names no child to an auditor', () => {
    const many = Array.from({ length: MOST_WORK_LISTED + 5 }, () => shieldAtWork({}, { isLate: true }))
    const { content, children, apart } = shownWork(workOf(many, [], officer('o-1')))
    expect(content!.items).toHaveLength(MOST_WORK_LISTED)
    expect(content!.counts).toEqual([{ kind: 'place', waiting: many.length, late: many.length }])
    expect([children.length, apart!.length]).toEqual([0, MOST_WORK_LISTED])
    expect(counted([])).toEqual([])
  })
})

describe('A contact that is wrong', () => {
  const stanceOf = (childId: string, isSealed: boolean): Stance => ({ childId, version: 1, view: 'full', isSealed })
  const contacts = [
    { involvementId: 'i-1', stance: stanceOf('C', false) },
    { involvementId: 'i-2', stance: stanceOf('D', true) },
  ]

  it('waits for its owner, without saying of which child; of a sealed one there is none', () => {
    const { content, apart, stances } = contactWork(contacts)
    const item = { kind: 'correct-contact', childId: null, id: 'i-1', dueAt: null, isLate: false }
    expect(content).toEqual({ items: [item], counts: [{ kind: 'correct-contact', waiting: 1, late: 0 }] })
    expect(apart).toEqual([{ childId: 'C', shown: 'nothing' }])
    expect(stances).toEqual(contacts.map(({ stance }) => stance))
  })

  it('stands after what else waits, and a list of none is empty', () => {
    const [first] = workOf([shieldAtWork()], [], officer('o-1'))
    expect(contactWork(contacts, [first!]).content!.items.map(({ kind }) => kind)).toEqual(['place', 'correct-contact'])
    expect(contactWork([]).content).toEqual({ items: [], counts: [] })
  })
})

describe('A list of work', () => {
  it('is looked at as every list is: recorded, without a reason', () => {
    expect(WORK_ASKED).toEqual({ action: 'work-list', reason: null, particulars: {} })
  })

  it('leaves with the children it is about kept apart, under no stance, and nothing without children', () => {
    const [one] = workOf([shieldAtWork()], [], officer('o-1'))
    const items = [one!, { ...one!, childId: null, id: 'a-1', kind: 'decide-appeal' as const }]
    const { content, ...said } = shownWork(items)
    expect(content!.items).toEqual(items)
    const apart = [{ childId: one!.childId, shown: 'nothing' }]
    expect(said).toEqual({ outcome: 'shown', children: [], apart, stances: [] })
  })

  it('counts what is late of each kind by itself', () => {
    const [one] = workOf([shieldAtWork()], [], officer('o-1'))
    expect(counted([one!, { ...one!, isLate: true }, { ...one!, kind: 'confirm' }])).toEqual([
      { kind: 'place', waiting: 2, late: 1 },
      { kind: 'confirm', waiting: 1, late: 0 },
    ])
  })
})

describe('An attempt to override a shield', () => {
  it('waits for its desk until it is escalated, so many minutes after it was opened', () => {
    const caller = aCaller()
    const policy = { minutes: 10, escalateAfterMinutes: 90, suspendAfterHours: 24 }
    const kept = newCase(
      'o-1',
      caller,
      { childId: 'C', reason: 'assessment' },
      { desk: '383', isRefused: false, policy },
    )
    for (const isEscalated of [true, false]) {
      const now = { ...kept, openedAt: at, isEscalated, isSuspending: false, isOver: false }
      expect(caseWork([now as CaseNow])).toEqual([
        { kind: 'check-override', childId: 'C', id: 'o-1', dueAt: '2026-06-27T10:30:00.000Z', isLate: isEscalated },
      ])
    }
  })
})

describe('Being put in touch', () => {
  const request = {
    ...newRequest('r-1', aCaller(), { childId: 'C', reason: 'assessment', caseReference: 'EH/1' }, '383'),
    ...{ askedAt: at, dueAt: new Date(at.getTime() + 1), isLate: false },
  }
  const times = { since: at.toISOString(), dueAt: request.dueAt.toISOString(), isLate: false }
  const [waiting] = brokerWork([taskOf(request, null, null)])

  it('waits for the team since it was asked, and then for who asked, who knows about which child', () => {
    expect(waiting).toEqual({ kind: 'broker-contact', childId: 'C', id: 'r-1', ...times })
    expect(outcomeWork([{ ...request, answeredAt: at }])).toEqual([
      { kind: 'read-outcome', childId: null, id: 'r-1', since: at.toISOString(), dueAt: null, isLate: false },
    ])
  })

  it('stands where it is due among the other work, and what is due at no time comes last', () => {
    const shields = workOf([shieldAtWork()], [], officer('o-1'))
    const [never] = outcomeWork([{ ...request, answeredAt: at }])
    expect(inOrder([never!, waiting!, never!, ...shields])).toEqual([...shields, waiting, never, never])
  })
})
