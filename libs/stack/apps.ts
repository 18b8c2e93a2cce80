import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
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

/** Compiled entry of an app. */
export function entryOf(root: string, app: string, entry: 'main' | 'provision'): string {
  return join(root, 'apps', app, 'dist', `${entry}.js`)
}

/**
 * Runs an app's provisioning, if it has one: its database, indexes, role and user.
 *
 * @throws StackError with the last line the app printed
 */
export async function provision(root: string, app: App, settings: Record<string, string>): Promise<void> {
  const entry = entryOf(root, app, 'provision')
  if (!existsSync(entry)) return
  try {
    await run(process.execPath, [entry], { env: environmentWith(settings), timeout: 120_000 })
  } catch (error) {
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : ''
    throw new StackError(`${app} could not be provisioned: ${printed}`, { cause: error })
  }
}

export function startApp(root: string, app: App, settings: Record<string, string>, logFolder: string): Child {
  const child = new Child({
    name: app,
    kind: 'service',
    command: process.execPath,
    args: ['--enable-source-maps', entryOf(root, app, 'main')],
    env: environmentWith(settings),
    logFile: join(logFolder, `${app}.log`),
  })
  child.start()
  return child
}
