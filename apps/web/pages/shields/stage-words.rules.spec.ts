import { SHIELD_STAGES, type ShieldRead } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { stageWords } from './stage-words.rules.ts'

const at = (more: Partial<ShieldRead>) => stageWords({ state: 'confirmed', ...more } as ShieldRead)

describe('what a shield waits for', () => {
  it('is said of how far it has come, of each in words of its own', () => {
    const said = SHIELD_STAGES.map((state) => at({ current: { state, version: 2 } }).is)
    expect(new Set(said).size).toBe(SHIELD_STAGES.length)
  })

  it('is said of a review that found it to be lifted, until an officer has proposed that', () => {
    expect(at({ isLiftWanted: true }).next).toBe('An officer proposes that it is lifted.')
    expect(at({ isLiftWanted: true, current: { state: 'lift-proposed', version: 2 } }).is).toContain('proposed')
  })

  it('is said of its state by a gateway that says no more yet', () => {
    expect(at({ state: 'placed' }).is).toBe('Placed by one officer.')
  })
})
