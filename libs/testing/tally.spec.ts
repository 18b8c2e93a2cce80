import { describe, expect, it } from '@jest/globals'
import { lastLine, sum, table, tallyOfCheck, tallyOfJest } from './tally.ts'

const clean = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 0,
}

describe('the count of the test command', () => {
  it('is that of the runner', () => {
    expect(tallyOfJest(0, clean)).toEqual({ passed: 5, failed: 0, skipped: 2 })
    expect(tallyOfJest(1, { ...clean, numFailedTests: 2 })).toEqual({ passed: 5, failed: 2, skipped: 2 })
  })

  it('has a failure for a suite which could not be run', () => {
    expect(tallyOfJest(1, { ...clean, numRuntimeErrorTestSuites: 1 }).failed).toBe(1)
  })

  it('has a failure for a runner which crashed, found no tests, or left no results', () => {
    expect(tallyOfJest(1, { ...clean, numPassedTests: 0 }).failed).toBe(1)
    expect(tallyOfJest(0, undefined).failed).toBe(1)
  })

  it('has one for each check which is no runner', () => {
    expect(tallyOfCheck(0)).toEqual({ passed: 1, failed: 0, skipped: 0 })
    expect(tallyOfCheck(2)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('ends as one line, below a row for each phase', () => {
    const phases = [
      { name: 'types', seconds: 3.21, ...tallyOfCheck(0) },
      { name: 'unit', seconds: 20, ...tallyOfJest(1, { ...clean, numFailedTests: 1 }) },
    ]
    expect(lastLine(sum(phases))).toBe('6 passed, 1 failed')
    expect(table(phases).split('\n')).toEqual([
      expect.stringMatching(/^phase +result +passed +failed +skipped +seconds$/),
      expect.stringMatching(/^types +ok +1 +0 +0 +3\.2$/),
      expect.stringMatching(/^unit +FAILED +5 +1 +2 +20\.0$/),
    ])
  })
})
