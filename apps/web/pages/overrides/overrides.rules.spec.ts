import type { OverrideCase } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { urgentFirst } from './overrides.rules.ts'

const one = (caseId: string, more: Partial<OverrideCase>): OverrideCase =>
  ({
    caseId,
    state: 'open',
    step: 'warned',
    openedAt: caseId,
    isEscalated: false,
    isSuspending: false,
    ...more,
  }) as never
const order = (...cases: OverrideCase[]) => urgentFirst(cases).map(({ caseId }) => caseId)

describe('cases that wait', () => {
  it('come with what presses most on top: suspending, escalated, shown, and then what waits longest', () => {
    const cases = [
      one('4', {}),
      one('3', {}),
      one('5', { step: 'shown' }),
      one('6', { isEscalated: true }),
      one('7', { isEscalated: true, isSuspending: true }),
    ]
    expect(order(...cases)).toEqual(['7', '6', '5', '3', '4'])
  })

  it('press no more once they are answered', () => {
    expect(order(one('2', { state: 'legitimate', step: 'shown' }), one('1', { state: 'legitimate' }))).toEqual([
      '1',
      '2',
    ])
  })
})
