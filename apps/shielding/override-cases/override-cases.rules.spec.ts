import { NATIONAL_DESK } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { caseWork } from '../work/work.rules.ts'
import {
  answerEntry,
  checkingDesk,
  isTheirs,
  newCase,
  shownCases,
  stepOfCase,
  toldRate,
} from './override-cases.rules.ts'
import type { CaseNow } from './override-cases.schema.ts'

const childId = 'KLJ6G4D4VGLR'
const caller = aCaller({ personId: 'p-7', mayOverride: true })
const ask = { childId, reason: 'safeguarding-concern', caseReference: 'EH/1' } as const
const openedAt = new Date('2026-06-27T09:00:00Z')
const aCase = (given: Partial<CaseNow> = {}): CaseNow => ({
  ...newCase('c-1', caller, ask, { desk: '380', isRefused: false, policy: FOUNDING_POLICY.overrides }),
  ...{ openedAt, isEscalated: false, isSuspending: false, isOver: false },
  ...given,
})

const desk = fc.constantFrom('383', '380', '201', NATIONAL_DESK)

describe('Who checks an attempt to override a shield', () => {
  it('is the management team of the child’s desk, or the national one where that would be the caller’s own or there is none', () => {
    expect(checkingDesk('380', '383')).toBe('380')
    expect(checkingDesk('383', '383')).toBe(NATIONAL_DESK)
    expect(checkingDesk(null, '383')).toBe(NATIONAL_DESK)
  })

  it('is never somebody of the authority whose person it is, and never that person (S27, I8)', () => {
    fc.assert(
      fc.property(desk, desk, desk, fc.boolean(), fc.boolean(), (of, authority, who, isEscalated, isSame) => {
        const identity = isSame ? 'p-7' : 'm-1'
        const is = isTheirs({ desk: of, authority, identity: 'p-7', isEscalated }, { authority: who, identity })
        if (who === authority || isSame) expect(is).toBe(false)
        else expect(is).toBe(who === of || (who === NATIONAL_DESK && isEscalated))
      }),
    )
  })
})

describe('A case', () => {
  it('says who, why and how far it came', () => {
    const steps = [
      [{ isRefused: true }, 'refused'],
      [{}, 'warned'],
      [{ shownUntil: openedAt }, 'shown'],
      [{ shownUntil: openedAt, isOver: true }, 'ended'],
    ] as const
    for (const [given, step] of steps) expect(stepOfCase(aCase(given))).toBe(step)
    expect(shownCases([aCase({ failures: 2 })]).content![0]).toEqual({
      ...{ caseId: 'c-1', childId, personId: 'p-7', organisation: 'Leeds', reason: 'safeguarding-concern' },
      ...{ caseReference: 'EH/1', openedAt: openedAt.toISOString(), step: 'warned', failures: 2, state: 'open' },
      ...{ isEscalated: false, isSuspending: false },
    })
  })

  it('that is answered escalates and suspends no more', () => {
    const late = { isEscalated: true, isSuspending: true }
    expect(shownCases([aCase(late)]).content![0]).toMatchObject(late)
    const answered = aCase({ ...late, state: 'legitimate' })
    expect(shownCases([answered]).content![0]).toMatchObject({ isEscalated: false, isSuspending: false })
  })

  it('is due after an hour, and names its child sealed', () => {
    expect(caseWork([aCase({ isEscalated: true })])).toEqual([
      { kind: 'check-override', childId, id: 'c-1', dueAt: '2026-06-27T10:00:00.000Z', isLate: true },
    ])
    expect(shownCases([aCase()])).toMatchObject({ children: [], apart: [{ childId, shown: 'nothing' }] })
  })

  it('is answered in the log with what was found, by whom, about which child', () => {
    const answer = { caseId: 'c-1', answer: 'not-legitimate', code: 'no-professional-need' } as const
    expect(answerEntry('e-1', aCaller({ personId: 'm-1', role: 'cpmt' }), answer, childId)).toMatchObject({
      ...{ entryId: 'e-1', action: 'override-case-answer', outcome: 'done', particulars: answer },
      ...{ caller: { personId: 'm-1' }, children: [{ childId, shown: 'nothing' }] },
    })
  })
})

describe('How often an organisation overrode shields', () => {
  const NUMBERS = ['attempts', 'shown', 'unanswered', 'notLegitimate'] as const
  const count = fc.nat(40)
  const rate = fc.record({ attempts: count, shown: count, unanswered: count, notLegitimate: count })
  const fives = (number: number) => (number === 0 ? 'none' : Math.floor(number / 5))

  it('is told a manager so that no number can be told from another of the same five, and exactly to an auditor', () => {
    fc.assert(
      fc.property(rate, rate, (one, other) => {
        const [told, toldOther] = [one, other].map((counts) => toldRate({ organisation: 'Leeds', ...counts }, 5))
        for (const name of NUMBERS) {
          expect(told![name] === toldOther![name]).toBe(fives(one[name]) === fives(other[name]))
          expect(told![name] === null).toBe(one[name] > 0 && one[name] < 5)
        }
        expect(toldRate({ organisation: 'Leeds', ...one }, 1)).toEqual({ organisation: 'Leeds', ...one })
      }),
    )
  })
})
