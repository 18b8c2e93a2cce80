import type { Source } from '@contactpoint/contracts'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { environmentWith } from '@contactpoint/runtime'
import type { Service } from '@contactpoint/contracts'
import { Child } from './child.ts'
import { StackError } from './stack-error.ts'

const run = promisify(execFile)

/** The apps that answer, in the order in which they are started. */
export const APPS = [
  'audit',
  'identity',
  'directory',
  'shielding',
  'ingestion',
  'gateway',
] as const satisfies readonly Service[]
export type App = (typeof APPS)[number]
/** Everything of ours that runs on its own: the pages too, which are on no bus. */
export type Program = App | 'web'

/** Compiled entry of an app. */
export function entryOf(root: string, app: Program, entry: 'main' | 'provision'): string {
  return join(root, 'apps', app, 'dist', `${entry}.js`)
}

/**
 * Runs the provisioning of each app that has one: its database, indexes, role and user.
 *
 * @param settingsFor what an app's provisioning is told; secrets
 * @param options.onStep is told of what takes long; `signal` ends it
 * @throws StackError with the last line the app printed
 */
export async function provision(
  root: string,
  apps: readonly App[],
  settingsFor: (app: App) => Record<string, string>,
  { onStep, signal }: { onStep: (text: string) => void; signal?: AbortSignal },
): Promise<void> {
  const steps = apps
    .map((app) => ({ app, entry: entryOf(root, app, 'provision'), settings: settingsFor(app) }))
    .filter(({ entry }) => existsSync(entry))
  const script = join(root, 'libs', 'stack', 'bin', 'provision.mjs')
  // However long it takes: what is stored of millions of children may have to be made anew.
  const running = run(process.execPath, [script], { env: environmentWith(compileCache(root)), signal })
  let turn = 'The databases'
  createInterface(running.child.stdout!).on('line', (line) => {
    const { app, step } = progressOf(line)
    if (app) turn = app
    if (step) onStep(`${app} (${step})`)
  })
  running.child.stdin!.on('error', () => undefined).end(JSON.stringify(steps))
  try {
    await running
  } catch (error) {
    const { stderr, signal: by, code } = error as Ended
    const reason = lastLineOf(stderr) || (by ? `it was ended by ${by}` : `it ended with ${code} and said nothing`)
    throw new StackError(`${turn} could not be provisioned: ${reason}`, { cause: error })
  }
}

/** An account, and the code with which its person enrols. A secret. */
export interface Invited {
  personId: string
  username: string
  enrolmentCode: string
}

/** What the system of a supplier signs in with. A secret. */
export interface AdmittedSupplier {
  clientId: string
  clientSecret: string
  /** The one feed that it may send. */
  source: Source
}

/** Has identity make its first two accounts, from `MONGODB_ADMIN_URI`. @throws StackError */
export function makeFirstAccounts(root: string, settings: Record<string, string>): Promise<Invited[]> {
  return printedBy<Invited[]>(root, 'first-accounts', settings)
}

/** Has identity let a supplier's system in, or give it another secret. @throws StackError */
export function admitSupplier(root: string, settings: Record<string, string>): Promise<AdmittedSupplier> {
  return printedBy<AdmittedSupplier>(root, 'supplier', settings)
}

/** Runs one of identity's programs with which an operator begins. */
async function printedBy<T>(root: string, program: string, settings: Record<string, string>): Promise<T> {
  const entry = join(root, 'apps', 'identity', 'dist', `${program}.js`)
  const env = environmentWith({ ...compileCache(root), ...settings })
  const { stdout } = await run(process.execPath, [entry], { env, timeout: 60_000 }).catch((error: unknown) => {
    throw new StackError(lastLineOf((error as { stderr: string }).stderr), { cause: error })
  })
  return JSON.parse(stdout) as T
}

/** What is said on the output of provisioning: whose turn it is, and what takes long there. */
interface Progress {
  app?: string
  step?: string
}

/** A library may print there too: that is none. */
function progressOf(line: string): Progress {
  try {
    return JSON.parse(line) as Progress
  } catch {
    return {}
  }
}

/** How a process ended that failed. */
interface Ended {
  stderr: string
  signal?: NodeJS.Signals | null
  code?: unknown
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1)!
}

/** Where Node keeps what it compiled: an app loads some thousand modules, which takes a quarter longer without. */
export function compileCache(root: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') }
}

/**
 * No service may take the machine with it: what needs more than this, some four times what any keeps under load, ends and is started
 * again. MB; the same stands in deploy/Dockerfile.
 */
const HEAP_MB = 1_024

export function startApp(root: string, app: Program, settings: Record<string, string>, logFolder: string): Child {
  const child = new Child({
    name: app,
    kind: 'service',
    command: process.execPath,
    args: ['--enable-source-maps', `--max-old-space-size=${HEAP_MB}`, entryOf(root, app, 'main')],
    env: environmentWith({ ...compileCache(root), ...settings }),
    logFile: join(logFolder, `${app}.log`),
  })
  child.start()
  return child
}
