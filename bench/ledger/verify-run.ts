import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '..', '..', 'apps', 'console', 'dist', 'main.js')

/** Runs `console log verify` on a folder. @throws Error when it does not find the log whole */
export async function verifyInProcess(folder: string): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now()
  const args = [MAIN, 'log', 'verify', '--log', folder, '--key', join(folder, 'log.vkey'), '--json']
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  let [ended, megabytes] = [false, 0]
  child.on('exit', () => (ended = true))
  for await (const _tick of setInterval(20)) {
    if (ended) break
    megabytes = Math.max(megabytes, await peakOf(child.pid!))
  }
  if (child.exitCode !== 0) throw new Error(`log verify ended with ${child.exitCode}`)
  return { seconds: (performance.now() - began) / 1000, megabytes }
}

/** Largest resident memory so far, as Linux tells it; 0 elsewhere. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}
