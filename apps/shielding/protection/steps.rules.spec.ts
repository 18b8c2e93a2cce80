import { describe, expect, it } from '@jest/globals'
import { isOpen, printedSteps, STEPS } from './steps.rules.ts'

describe('the steps that change a protection', () => {
  it('are these, in these states, by these roles (I3, I8)', () => {
    expect(printedSteps()).toBe(
      [
        'interim-shield: none > interim, by practitioner, shield-officer, cpmt',
        'seal: interim > same, by shield-officer, cpmt',
        'unseal: interim > same, by shield-officer, cpmt',
        'merge: none, interim > tighter, by shield-officer, cpmt',
        'split: none, interim > tighter, by shield-officer, cpmt',
        'move: none, interim > same, by shield-officer, cpmt',
        'lookalike-hidden: none, interim > same, by nobody',
      ].join('\n'),
    )
  })

  it('never lead from a shield to none: nothing lifts it yet', () => {
    const lifting = Object.values(STEPS).filter(({ to }) => (to as string) === 'none')
    expect(lifting).toEqual([])
  })

  it('are open only in the states of the table', () => {
    expect(isOpen('interim-shield', 'none')).toBe(true)
    expect(isOpen('interim-shield', 'interim')).toBe(false)
  })
})
