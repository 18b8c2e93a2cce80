// Runs on the machine's own Node (20 or newer) before anything is installed: no dependencies here.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn } from './turn.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const installed = join(root, 'node_modules', '.contactpoint-installed')
const pinnedNode = join(root, 'node_modules', '.bin', 'node')

/** Installs what package-lock.json says, unless that was done, and builds what changed. */
export function prepare() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Node 20 or newer is needed; this is ${process.versions.node}.`)
  if (isPrepared()) return
  assertOwn()
  inTurn(
    join(root, '.cache', 'preparing'),
    () => console.error('Another command installs or builds; this one goes on after it ...'),
    installAndBuild,
  )
}

function isPrepared() {
  return isInstalled() && !needsBuild()
}

function isInstalled() {
  return existsSync(installed) && readFileSync(installed, 'utf8') === lockHash()
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

function installAndBuild() {
  if (!isInstalled()) {
    console.error('Installing packages (first time: about a minute) ...')
    run(
      'npm',
      ['ci', '--loglevel=error', '--no-audit', '--no-fund'],
      'The packages could not be installed. Is the npm registry reachable?',
    )
    writeFileSync(installed, lockHash())
  }
  if (needsBuild()) {
    console.error('Building what changed (up to a minute) ...')
    run(
      pinnedNode,
      [join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), 'run-many', '-t', 'build', '--outputStyle=static'],
      'The build failed.',
      true,
    )
  }
}

/** Goes on with the pinned Node, hands signals on, and ends with its exit code. */
export function goOn(args, environment = {}) {
  const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (status, signal) => process.exit(status ?? (signal ? 130 : 1)))
}

/** What an app or a lib is built from: code, and of the pages their templates and what browsers are sent. */
const SOURCES = ['*.ts', '*.njk', '*.scss', 'assets/*.js']

/** True when a source file is newer than the last build of its project, or was never built. */
function needsBuild() {
  const kinds = SOURCES.flatMap((kind) => ['-o', '-path', `*/${kind}`]).slice(1)
  const passedOver = ['*/node_modules/*', '*/dist/*', '*.spec.ts'].flatMap((path) => ['-not', '-path', path])
  const list = execFileSync('find', ['apps', 'libs', '(', ...kinds, ')', ...passedOver], {
    cwd: root,
    encoding: 'utf8',
  })
  return list
    .split('\n')
    .filter(Boolean)
    .some((source) => isStale(source))
}

function isStale(source) {
  const [kind, project, ...rest] = source.split('/')
  // What browsers are sent is put together, with the styles last.
  const name = rest[0] === 'assets' ? 'assets/styles.css' : rest.join('/').replace(/\.ts$/, '.js')
  const built = join(root, kind, project, 'dist', name)
  return !existsSync(built) || statSync(built).mtimeMs < statSync(join(root, source)).mtimeMs
}

function run(command, args, explanation, onlyOnFailure = false) {
  const stdio = onlyOnFailure ? 'pipe' : ['ignore', 'ignore', 'inherit']
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, stdio, env, encoding: 'utf8' })
  if (status === 0) return
  if (onlyOnFailure) process.stderr.write(`${stdout}\n${stderr}\n`)
  fail(explanation)
}

/** Tells whoever may not write here before npm or Nx do, who say it at length. */
function assertOwn() {
  try {
    for (const folder of ['.', 'node_modules', '.nx', '.cache'].map((name) => join(root, name)))
      if (existsSync(folder)) accessSync(folder, constants.W_OK)
  } catch {
    fail(
      `${root} belongs to somebody else, and must be installed and built by them: there run "npm start", or "npm run console -- --version".`,
    )
  }
}

function fail(text) {
  console.error(text)
  process.exit(1)
}
