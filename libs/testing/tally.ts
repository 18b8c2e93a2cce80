/** What one phase of the test command came to. Counts are the runner's own; a phase that is no runner counts as one. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/** The part read here of what jest --json writes. */
export interface JestResults {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  numRuntimeErrorTestSuites: number
}

export function tallyOfCheck(exitCode: number): Tally {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

/**
 * A suite which could not be run is a failure, and so is a run which ends badly and counts none: it crashed, found no
 * tests, or could not start what the tests need.
 */
export function tallyOfJest(exitCode: number, results: JestResults | undefined): Tally {
  if (!results) return { passed: 0, failed: 1, skipped: 0 }
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
  return {
    passed: results.numPassedTests,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

export function sum(tallies: readonly Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const tally of tallies) for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += tally[key]
  return total
}

/** The line that whoever runs the tests looks for; it is the last that the command prints. */
export function lastLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`
}

/** One row a phase, in the order in which they ran. */
export function table(phases: readonly (Tally & { name: string; seconds: number })[]): string {
  const width = Math.max(5, ...phases.map(({ name }) => name.length))
  const row = (name: string, ...cells: string[]) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join('  ')
  return [
    row('phase', 'result', 'passed', 'failed', 'skipped', 'seconds'),
    ...phases.map(({ name, passed, failed, skipped, seconds }) =>
      row(name, failed ? 'FAILED' : 'ok', `${passed}`, `${failed}`, `${skipped}`, seconds.toFixed(1)),
    ),
  ].join('\n')
}
