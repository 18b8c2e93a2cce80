// The phases of the test command on the pinned Node, in two lanes beside each other: see test.mjs beside this.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, mkdirSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastLine, sum, table, tallyOfCheck, tallyOfJest } from '../tally.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'contactpoint-test-'))
const bin = (...path) => join(root, 'node_modules', ...path)

const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' }

/** By content: a file that was checked before is not read for its form again. */
const PRETTIER_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/prettier']

const wanted = process.argv.slice(2)
const isWanted = ({ group }) => (wanted.length ? wanted.includes(group) : group !== 'exhaustive')

/** One computes all the time; the other starts processes and waits for them. */
const lanes = [
  [
    check('types', 'types', ...kept('types')),
    check('lint', 'lint: code', ...kept('lint')),
    check(
      'lint',
      'lint: formatting',
      bin('prettier', 'bin', 'prettier.cjs'),
      '--check',
      ...['--log-level', 'warn'],
      ...PRETTIER_CACHE,
      '.',
    ),
    check(
      'lint',
      'lint: boundaries',
      bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      ...['--config', '.dependency-cruiser.cjs', 'apps', 'libs'],
    ),
    check('lint', 'lint: kinds of file', join(import.meta.dirname, 'file-kinds.mjs')),
    { ...tests('unit', join(root, '.cache', 'results', 'unit.json')), args: kept('unit') },
    tests('exhaustive'),
  ],
  [tests('integration'), tests('e2e')],
]
  .map((phases) => phases.filter(isWanted))
  .filter((phases) => phases.length > 0)

/** Results of an earlier run count only where Nx puts them back. */
rmSync(join(root, '.cache', 'results'), { recursive: true, force: true })
mkdirSync(join(root, '.cache', 'results'), { recursive: true })

/** The process groups of the phases that run. */
const running = new Set()
let stoppedBy
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
process.on('disconnect', () => stop('SIGTERM'))
process.channel?.unref()

if (lanes.length > 1) console.log(`Two lanes beside each other; each phase says what it has to say when it ends.`)
const done = await Promise.all(lanes.map(runLane))
rmSync(scratch, { recursive: true, force: true })

const total = sum(done.flat())
console.log(`\n${table(done.flat())}\n\n${lastLine(total)}`)
process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : total.failed ? 1 : 0

function check(group, name, ...args) {
  return { group, name, args, tally: tallyOfCheck }
}

/** A target of package.json, which Nx runs again only when what it reads has changed; a failure is never kept. */
function kept(target) {
  return [bin('nx', 'dist', 'bin', 'nx.js'), 'run', `contactpoint:${target}`, '--outputStyle=stream']
}

function tests(kind, outputFile = join(scratch, `${kind}.json`)) {
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

async function runLane(phases) {
  const results = []
  for (const { name, args, tally } of phases) {
    if (stoppedBy) break
    const began = performance.now()
    const exitCode = await (lanes.length > 1 ? runAside(name, args) : runHere(name, args))
    results.push({ name, seconds: (performance.now() - began) / 1000, ...tally(exitCode) })
  }
  return results
}

function runHere(name, args) {
  console.log(`\n> ${name}`)
  return run(args, 'inherit')
}

/** Keeps what it says until it ends, so that two that run at once do not speak at once. */
async function runAside(name, args) {
  const file = join(scratch, `${name.replace(/\W+/g, '-')}.out`)
  const output = openSync(file, 'a')
  const exitCode = await run(args, output)
  closeSync(output)
  console.log(`\n> ${name}\n${readFileSync(file, 'utf8').trimEnd()}`)
  return exitCode
}

/** The exit code; one for a phase that a signal ended. In a process group of its own, which ends with all that is in it. */
function run(args, output) {
  return new Promise((resolve) => {
    const options = { cwd: root, env, stdio: ['ignore', output, output], detached: true }
    const child = spawn(process.execPath, args, options)
    running.add(child)
    child.on('error', () => resolve(1))
    child.on('close', (exitCode) => resolve(exitCode ?? 1))
    child.on('close', () => running.delete(child))
  })
}

/** Ctrl-C comes twice, from the terminal and from whoever started us. */
function stop(signal) {
  if (stoppedBy) return
  stoppedBy = signal
  for (const { pid } of running) process.kill(-pid, signal)
}
