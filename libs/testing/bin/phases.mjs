// The phases of the test command on the pinned Node, in two lanes beside each other: see test.mjs beside this.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, mkdirSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverImages } from '../container-images.ts'
import { EMBEDDED_ONLY } from '../embedded-only.ts'
import { lastLine, sum, table, tallyOfCheck, tallyOfJest } from '../tally.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const scratch = mkdtempSync(join(tmpdir(), 'contactpoint-test-'))
const bin = (...path) => join(root, 'node_modules', ...path)

/** What each stack adds a line to: the servers it ran on. */
const serversUsed = join(scratch, 'servers')
const env = {
  ...process.env,
  CONTACTPOINT_SERVERS_USED: serversUsed,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
}

/** By content: a file that was checked before is not read for its form again. */
const PRETTIER_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/prettier']

const named = process.argv.slice(2)
const wanted = named.filter((name) => name !== '--containers')
const isWanted = ({ group }) => (wanted.length ? wanted.includes(group) : group !== 'exhaustive')

/** Integration and trips wait for processes to start and for clocks: a third worker has the time that two leave. */
const WAITING = ['--maxWorkers', '3']

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
    { ...tests('unit'), args: kept('unit') },
    tests('exhaustive'),
  ],
  [onServers(tests('integration', ...WAITING)), onServers(tests('e2e', ...WAITING))],
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
const containers = named.includes('--containers') ? await containersOf(lanes.flat()) : undefined
if (!containers) await haveServers(lanes.flat())
const done = await Promise.all(lanes.map(runLane))
await containers?.remove?.()

const total = sum(done.flat())
console.log(`\n${table(done.flat())}\n\n${serversLines()}${lastLine(total)}`)
rmSync(scratch, { recursive: true, force: true })
process.exitCode = stoppedBy ? 128 + constants.signals[stoppedBy] : total.failed ? 1 : 0

function check(group, name, ...args) {
  return { group, name, args, tally: tallyOfCheck }
}

/** A target of package.json, which Nx runs again only when what it reads has changed; a failure is never kept. */
function kept(target) {
  return [bin('nx', 'dist', 'bin', 'nx.js'), 'run', `contactpoint:${target}`, '--outputStyle=stream']
}

function tests(kind, ...more) {
  const outputFile = outputOf(kind)
  const node = ['--disable-warning=ExperimentalWarning', bin('jest', 'bin', 'jest.js')]
  return {
    group: kind,
    name: kind,
    args: [...node, '--selectProjects', kind, '--json', '--outputFile', outputFile, '--silent=false', ...more],
    tally: (exitCode) => tallyOfJest(exitCode, resultsIn(outputFile)),
  }
}

/** Where Jest writes what came of a phase; Nx keeps that of a target with its output. */
function outputOf(kind) {
  return kind === 'unit' ? join(root, '.cache', 'results', 'unit.json') : join(scratch, `${kind}.json`)
}

function onServers(phase) {
  return { ...phase, needsServers: true }
}

/** A spec has a minute to start its servers, which need not be the minute in which they are fetched. */
async function haveServers(phases) {
  if (!phases.some(({ needsServers }) => needsServers)) return
  const { fetchServers } = await import('../../stack/dist/index.js')
  await fetchServers(console.log).catch(({ message }) => console.error(message))
}

/**
 * The containers of this run, as the phases are told of them, or why there can be none. The library is loaded only here, and told
 * to start no sweeper of its own (Ryuk): it is one more image, which may not be to be had, and we remove what we started.
 */
async function containersOf(phases) {
  if (!phases.some(({ needsServers }) => needsServers)) return undefined
  Object.assign(env, { TESTCONTAINERS_RYUK_DISABLED: 'true' })
  const engine = await import('../container-engine.ts')
  const [images, run] = [serverImages(process.env), String(process.pid)]
  const why = await engine.whyNoContainers(images)
  if (why) return { why }
  await engine.removeContainers(run)
  Object.assign(env, { CONTACTPOINT_CONTAINERS: JSON.stringify({ images, run }) })
  for (const [spec, reason] of Object.entries(EMBEDDED_ONLY)) console.log(`not on containers: ${spec} ${reason}`)
  return { remove: () => engine.removeContainers(run) }
}

/** The servers that the stacks of this run said they were. */
function serversLines() {
  if (!existsSync(serversUsed)) return ''
  return [...new Set(readFileSync(serversUsed, 'utf8').split('\n'))].join('\n')
}

function resultsIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

async function runLane(phases) {
  const results = []
  for (const { name, args, tally, needsServers } of phases) {
    if (stoppedBy) break
    const began = performance.now()
    const why = needsServers && containers?.why
    if (why) console.log(`\n> ${name}\nNot run: ${why}`)
    const exitCode = why ? 1 : await (lanes.length > 1 ? runAside(name, args) : runHere(name, args))
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
