import { spawn } from 'node:child_process'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '..', '..', 'apps', 'console', 'dist', 'main.js')

/** What `match dedupe --json` and `match link --json` print; see summary.rules.ts in apps/console/match. */
export interface Summary {
  readonly rows: number
  readonly rightRows?: number
  readonly compared: number
  readonly written: number
  readonly unsure: Readonly<Record<string, number>>
  readonly stages: Readonly<Record<string, number>>
  readonly seconds: number
  /** Of the process at its largest, in units of 2^20 bytes. */
  readonly megabytes: number
}

/** A run, with the time from its start to its end. */
export interface ConsoleRun<T> {
  readonly answer: T
  readonly wall: number
}

/** Runs `console match …` as a process of its own, so that time and memory are of that run alone. @throws Error with what it said on standard error */
export async function runMatch<T>(...args: readonly string[]): Promise<ConsoleRun<T>> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'match', ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.on('exit', done)),
  ])
  if (child.exitCode !== 0) throw new Error(`match ${args.join(' ')}: ${err.trim() || `ended with ${child.exitCode}`}`)
  return { answer: JSON.parse(out) as T, wall: (performance.now() - began) / 1000 }
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
