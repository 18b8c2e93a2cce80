import { environmentWith } from '@contactpoint/runtime'
import { projectRoot } from '@contactpoint/stack'
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** What a command came to. */
export interface Said {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** `console …` as somebody types it, in a folder. */
export function startConsole(cwd: string, ...args: readonly string[]) {
  return startConsoleOf({}, cwd, ...args)
}

/** The same of a stack that runs in another folder. */
export function consoleOf({ folder }: { folder: string }, ...args: readonly string[]): Promise<Said> {
  return startConsoleOf({ CONTACTPOINT_FOLDER: folder }, folder, ...args).ended
}

/** The same as somebody who has settings of their own. */
export function consoleWith(settings: Record<string, string>, ...args: readonly string[]): Promise<Said> {
  return startConsoleOf(settings, projectRoot, ...args).ended
}

function startConsoleOf(settings: Record<string, string>, cwd: string, ...args: readonly string[]) {
  const console = join(projectRoot, 'apps', 'console', 'dist', 'main.js')
  const flags = ['--disable-warning=ExperimentalWarning', console, ...args]
  const child = spawn(process.execPath, flags, {
    cwd,
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const ended = new Promise<Said>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status, signal, out, err }))
  })
  return { child, ended }
}
