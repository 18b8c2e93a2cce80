import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const SCRIPT = join(import.meta.dirname, 'splink_peer.py')
const REQUIREMENTS = join(import.meta.dirname, 'splink-requirements.txt')

/** What splink_peer.py prints; stages are called as ours. */
export interface SplinkRun {
  readonly compared: number
  readonly stages: Readonly<Record<string, number>>
  readonly megabytes: number
  /** From its first line to the last row written. */
  readonly seconds: number
  readonly record: { readonly records: number; readonly p50: number }
  readonly versions: Readonly<Record<string, string>>
}

/** Of two runs over one list: with Splink's own comparison of e-mail addresses, and with equal ones only. */
export interface SplinkRuns {
  readonly own: SplinkRun
  readonly exactEmail: SplinkRun
}

/**
 * Runs Splink on the list in a folder; its answers are in `splink` and `splink-exact-email` there. It is installed anew
 * each time and gone afterwards, so that nobody's own Python takes part in what is measured.
 */
export async function runSplink(folder: string): Promise<SplinkRuns> {
  const venv = await mkdtemp(join(tmpdir(), 'splink-'))
  const python = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin', 'python')
  const run = async (out: string, ...options: string[]): Promise<SplinkRun> =>
    JSON.parse(await output(python, SCRIPT, folder, join(folder, out), ...options)) as SplinkRun
  try {
    await output('python3', '-m', 'venv', venv)
    await output(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS)
    return { own: await run('splink'), exactEmail: await run('splink-exact-email', '--exact-email') }
  } finally {
    await rm(venv, { recursive: true, force: true })
  }
}

async function output(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args)
  return stdout
}
