import { SHIELD_STEPS, type ShieldStep } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { timelineOf } from './timeline.rules.ts'

const step = (more: Partial<ShieldStep>): ShieldStep => ({
  ...{ kind: 'place', by: 'e3b0c442', at: '2026-11-28T10:00:00.000Z', code: null, ground: null },
  ...more,
})

describe('what was done about a shield', () => {
  it('is told in words for every step that there is, the latest first', () => {
    const told = timelineOf(
      SHIELD_STEPS.map((kind) => step({ kind })),
      'nobody',
    )
    expect(told.map(({ what }) => what).every((what) => /^[A-Z]/.test(what))).toBe(true)
    expect(new Set(told.map(({ what }) => what)).size).toBe(SHIELD_STEPS.length)
    expect(told.at(-1)!.what).toContain('asked for')
  })

  it('says which steps were your own, and names nobody for what time did', () => {
    expect(timelineOf([step({ by: 'me' })], 'me')[0]).toMatchObject({ isYou: true })
    expect(timelineOf([step({ kind: 'escalate', by: 'time' })], 'me')[0]).toMatchObject({ by: null, isYou: false })
  })
})
