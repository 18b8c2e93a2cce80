import { describe, expect, it } from '@jest/globals'
import { runsOn, runsTable, withRun, type Run } from './runs.ts'

const RUN: Run = { seeds: '1 to 3', date: '2026-11-30', commit: 'abc1234', pairs: 3_000, answers: 7_500, told: 0 }

describe('Runs on a page of results', () => {
  it('are read as they were written, without their sum', () => {
    const runs = [RUN, { ...RUN, seeds: '4 to 15', pairs: 12_000, told: 2 }]
    expect(runsOn(`# Page\n\n${runsTable(runs)}\n`)).toEqual(runs)
    expect(runsTable(runs)).toMatch(/all +\| +\| +\| +15,000 \| +15,000 \| +2 \|/)
  })

  it('are one for each seed that one began with, however far it has come', () => {
    const other = { ...RUN, seeds: '9 to 9' }
    const further = { ...RUN, seeds: '1 to 4', pairs: 4_000 }
    expect(withRun(withRun([RUN], other), further)).toEqual([other, further])
  })
})
