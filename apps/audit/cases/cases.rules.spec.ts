import { MISUSE_RULES, NATIONAL_DESK, ROLES } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import type { Alert } from '../misuse/noticing.rules.ts'
import {
  answerKept,
  deskFor,
  noticedBy,
  reasonNotToAnswer,
  toMisuseCase,
  toPrecision,
  visibleTo,
} from './cases.rules.ts'

const auditor = aCaller({ personId: 'a-1', role: 'auditor' })
const alert = (given: { identity?: string; rule?: Alert['rule']; index?: number }): Alert => {
  const { identity = 'p-1', rule = 'own-name', index = 1 } = given
  const time = new Date('2026-11-30T10:00:00Z')
  const entry = { index, time, personId: identity, role: 'practitioner', organisation: 'Leeds' }
  return {
    rule,
    identity,
    entry: { ...entry, action: 'search', outcome: 'shown', reason: null, children: 0, keys: [] },
  }
}

describe('who looks into a case (AC-01)', () => {
  it('is never somebody of the team of whoever it is about, nor they themselves by another account', () => {
    for (const role of ROLES) expect(deskFor(role)).toBe(role === 'auditor' ? 'national' : 'auditors')
    expect(visibleTo(auditor)).toEqual({ desk: 'auditors', identity: { $ne: 'a-1' } })
    expect(visibleTo({ ...auditor, identity: 'p-1' })).toEqual({ desk: 'auditors', identity: { $ne: 'p-1' } })
    const national = aCaller({ role: 'cpmt', authority: NATIONAL_DESK, identity: 'p-9' })
    expect(visibleTo(national)).toEqual({ desk: 'national', identity: { $ne: 'p-9' } })
    expect(visibleTo(aCaller({ role: 'cpmt', authority: '383' }))).toBeNull()
  })

  it('is whoever took it, or anybody while nobody has, and nobody who answered it before', () => {
    const assignedTo = { personId: 'a-1', identity: 'a-1' }
    const open = { state: 'open' as const, assignedTo, answeredBy: [] as string[], alerts: 2 }
    expect(reasonNotToAnswer(open, 'a-1')).toBeNull()
    expect(reasonNotToAnswer(open, 'a-2')).toMatch(/Somebody else/)
    expect(reasonNotToAnswer({ ...open, assignedTo: null }, 'a-1')).toBeNull()
    expect(reasonNotToAnswer({ ...open, answeredBy: ['a-1'] }, 'a-1')).toMatch(/before/)
    expect(reasonNotToAnswer({ ...open, state: 'answered' }, 'a-1')).toMatch(/answered/)
  })

  it('has read all that was noticed, where it says what it has read', () => {
    const open = { state: 'open' as const, assignedTo: null, answeredBy: [], alerts: 2 }
    expect(reasonNotToAnswer(open, 'a-1', 2)).toBeNull()
    expect(reasonNotToAnswer(open, 'a-1', 1)).toMatch(/more in the case/)
  })
})

describe('a case', () => {
  it('is of one person and one rule, with all entries that the rule noticed', () => {
    const alerts = [{ index: 1 }, { index: 2 }, { index: 3, rule: 'fishing' as const }, { index: 4, identity: 'p-2' }]
    const noticed = noticedBy(alerts.map(alert), () => 24)
    expect(noticed.map(({ identity, rule, entries }) => [identity, rule, entries])).toEqual([
      ['p-1', 'own-name', [1, 2]],
      ['p-1', 'fishing', [3]],
      ['p-2', 'own-name', [4]],
    ])
    expect(noticed[0]!.dueAt).toEqual(new Date('2026-12-01T10:00:00Z'))
  })

  it('is read by account and entries: never who somebody is, nor by whom it was answered, nor a child', () => {
    const [times, who] = [{ openedAt: '2026-11-30T10:00:00.000Z', dueAt: '2026-12-01T10:00:00.000Z' }, 'a-1']
    const shown = {
      ...{ rule: 'fishing' as const, personId: 'p-1', role: 'practitioner', organisation: 'Leeds', alerts: 2 },
      ...{ entries: [1, 2], state: 'open' as const, answer: null, code: null, isLate: false, isSuspending: true },
    }
    const kept = {
      ...{ ...shown, _id: 'c-1', identity: 'i-1', desk: 'auditors' as const, answeredBy: ['i-2'], answeredAt: null },
      ...{ isCarriedOut: true, openedAt: new Date(times.openedAt), dueAt: new Date(times.dueAt) },
    }
    const all = { caseId: 'c-1', ...shown, ...times }
    expect(toMisuseCase({ ...kept, assignedTo: null })).toEqual({ ...all, assignedTo: null })
    expect(toMisuseCase({ ...kept, assignedTo: { personId: who, identity: 'i-3' } })).toEqual({
      ...all,
      assignedTo: who,
    })
  })

  it('is about an auditor for others than auditors', () => {
    const { entry, ...rest } = alert({})
    expect(noticedBy([{ ...rest, entry: { ...entry, role: 'auditor' } }], () => 1)[0]!.desk).toBe('national')
  })
})

describe('a suspension', () => {
  const kept = (was: boolean, answer: 'misuse' | 'no-misuse', suspend?: boolean) => {
    const { isSuspending, isCarriedOut } = answerKept({ isSuspending: was }, { answer, code: 'other', suspend })
    return [isSuspending, isCarriedOut]
  }

  it('begins with an answer that says so, goes on while it is misuse, ends when it is none; identity is told of what changes', () => {
    expect(kept(false, 'misuse', true)).toEqual([true, false])
    expect(kept(false, 'misuse')).toEqual([false, true])
    expect(kept(true, 'misuse')).toEqual([true, true])
    expect(kept(true, 'no-misuse')).toEqual([false, false])
    expect(kept(false, 'no-misuse')).toEqual([false, true])
  })
})

describe('the precision of a rule', () => {
  it('is how many of its answered cases were misuse, and nothing while none is answered', () => {
    const of = (misuse: number, noMisuse: number) =>
      toPrecision({ _id: MISUSE_RULES[0], open: 9, misuse, noMisuse }).precision
    expect([of(3, 1), of(0, 2), of(1, 2), of(0, 0)]).toEqual([75, 0, 33, null])
  })
})
