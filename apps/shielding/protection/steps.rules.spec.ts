import { describe, expect, it } from '@jest/globals'
import { isOpen, openTo, printedSteps, STEPS, type StepRule } from './steps.rules.ts'

describe('the steps that change a protection', () => {
  it('are these, in these states, by these roles (I3, I8)', () => {
    expect(printedSteps()).toBe(
      [
        'interim-shield: none > interim, by practitioner, shield-officer, cpmt',
        'asked-again: confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > before, by practitioner, shield-officer, cpmt',
        'place: interim, refusal-proposed, refusal-agreed > placed, by shield-officer, none of requester',
        'confirm: placed > confirmed, by shield-officer, none of requester, placer',
        'propose-refusal: interim, placed > refusal-proposed, by shield-officer',
        'agree-refusal: refusal-proposed > refusal-agreed, by shield-officer, none of proposer',
        'refuse: refusal-agreed > none, by cpmt, none of proposer, agreer',
        'review-keep: confirmed > same, by cpmt',
        'review-lift: confirmed > same, by cpmt',
        'propose-lift: confirmed > lift-proposed, by shield-officer',
        'agree-lift: lift-proposed > lift-agreed, by shield-officer, none of proposer',
        'keep: lift-proposed, lift-agreed > confirmed, by cpmt',
        'lift: lift-agreed > none, by cpmt, none of proposer, agreer',
        'escalate: interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by nobody',
        'seal: interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by shield-officer, cpmt',
        'unseal: interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by shield-officer, cpmt',
        'merge: none, interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > tighter, by shield-officer, none of proposer',
        'split: none, interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > tighter, by shield-officer, none of proposer',
        'move: none, interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by shield-officer, cpmt, none of proposer',
        'lookalike-hidden: none, interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by nobody',
        'override: interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by practitioner',
        'override-end: none, interim, placed, confirmed, lift-proposed, lift-agreed, refusal-proposed, refusal-agreed > same, by practitioner, cpmt',
        'consent-withdrawn: none > same, by nobody',
      ].join('\n'),
    )
  })

  it('lead from a shield to none in two ways, each by the management team after two officers, three people (S30, I8)', () => {
    const lifting = Object.entries(STEPS as Record<string, StepRule>).filter(([, { to }]) => to === 'none')
    expect(lifting.map(([kind]) => kind)).toEqual(['refuse', 'lift'])
    for (const [, { by, not, from }] of lifting) {
      expect({ by, not }).toEqual({ by: ['cpmt'], not: ['proposer', 'agreer'] })
      expect(from.every((state) => state.endsWith('-agreed'))).toBe(true)
    }
    const agreeing = Object.values(STEPS as Record<string, StepRule>).filter(({ to }) => to.endsWith('-agreed'))
    expect(agreeing.map(({ by, not }) => ({ by, not }))).toEqual([
      { by: ['shield-officer'], not: ['proposer'] },
      { by: ['shield-officer'], not: ['proposer'] },
    ])
  })

  it('are never taken by time but to say that something is late, which changes no state (I3, S29)', () => {
    const byNobody = Object.values(STEPS as Record<string, StepRule>).filter(({ by }) => by.length === 0)
    expect(byNobody.map(({ to }) => to)).toEqual(['same', 'same', 'same'])
  })

  it('are open only in the states of the table', () => {
    expect(isOpen('interim-shield', 'none')).toBe(true)
    expect(isOpen('interim-shield', 'interim')).toBe(false)
  })

  it('are one at most for a role and a state, where one request may be several', () => {
    const refusing = ['propose-refusal', 'agree-refusal', 'refuse'] as const
    expect(openTo(refusing, 'shield-officer', 'interim')).toBe('propose-refusal')
    expect(openTo(refusing, 'shield-officer', 'refusal-proposed')).toBe('agree-refusal')
    expect(openTo(refusing, 'cpmt', 'refusal-agreed')).toBe('refuse')
    expect(openTo(refusing, 'cpmt', 'refusal-proposed')).toBeNull()
    expect(openTo(refusing, 'shield-officer', 'confirmed')).toBeNull()
  })
})
