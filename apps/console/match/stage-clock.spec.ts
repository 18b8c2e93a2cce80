import { describe, expect, it } from '@jest/globals'
import { StageClock } from './stage-clock.rules.ts'

describe('the clock of a run', () => {
  it('gives the time since the last sign of life to the stage that gives the next, and hands all on', () => {
    const heard: string[] = []
    let now = 1000
    const listener = {
      onBytes: (done: number) => heard.push(`reading ${done}`),
      onProgress: (stage: string, done: number) => heard.push(`${stage} ${done}`),
    }
    const clock = new StageClock(listener, () => now)
    now += 200
    clock.onBytes(1, 2)
    now += 300
    clock.onBytes(2, 2)
    now += 1000
    clock.onProgress('scoring', 5, 9)
    expect(clock.seconds()).toEqual({ reading: 0.5, scoring: 1 })
    expect(heard).toEqual(['reading 1', 'reading 2', 'scoring 5'])
  })
})
