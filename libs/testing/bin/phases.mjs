// The phases of the test command, one after another, on the pinned Node: see test.mjs beside this.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastLine, sum, table, tallyOfCheck, tallyOfJest } from '../tally.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'contactpoint-test-'))
const bin = (...path) => join(root, 'node_modules', ...path)

const phases = [
  check('types', 'types', bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'),
  check('lint', 'lint: code', bin('eslint', 'bin', 'eslint.js'), '.'),
  check('lint', 'lint: formatting', bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'),
  check(
    'lint',
    'lint: boundaries',
    bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
    ...['--config', '.dependency-cruiser.cjs', 'apps', 'libs'],
  ),
  check('lint', 'lint: kinds of file', join(import.meta.dirname, 'file-kinds.mjs')),
  tests('unit'),
  tests('integration'),
  tests('e2e'),
]

let running
let stoppedBy
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
process.on('disconnect', () => stop('SIGTERM'))
process.channel?.unref()

const wanted = process.argv.slice(2)
const done = []
for (const phase of phases.filter(({ group }) => !wanted.length || wanted.includes(group))) {
  if (stoppedBy) break
  console.log(`\n> ${phase.name}`)
  const began = performance.now()
  const exitCode = await run(phase.args)
  done.push({ name: phase.name, seconds: (performance.now() - began) / 1000, ...phase.tally(exitCode) })
}
rmSync(scratch, { recursive: true, force: true })

const total = sum(done)
console.log(`\n${table(done)}\n\n${lastLine(total)}`)
process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : total.failed ? 1 : 0

function check(group, name, ...args) {
  return { group, name, args, tally: tallyOfCheck }
}

function tests(kind) {
  const outputFile = join(scratch, `${kind}.json`)
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest', 'bin', 'jest.js')]
  return {
    group: kind,
    name: kind,
    args: [...node, '--selectProjects', kind, '--json', '--outputFile', outputFile, '--silent=false'],
    tally: (exitCode) => tallyOfJest(exitCode, resultsIn(outputFile)),
  }
}

function resultsIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** The exit code; one for a phase that a signal ended. */
function run(args) {
  return new Promise((resolve) => {
    running = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
    running.on('error', () => resolve(1))
    running.on('close', (exitCode) => resolve(exitCode ?? 1))
  })
}

function stop(signal) {
  stoppedBy ??= signal
  running?.kill(signal)
}
