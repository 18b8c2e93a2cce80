import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConsole, type Said } from './console.trip.ts'
import type { Outset } from './outset.trip.ts'

/** `console …` as an auditor types it, anywhere. */
export function runConsole(...args: string[]): Promise<Said> {
  return startConsole(tmpdir(), ...args).ended
}

/** Copies the public log into a folder that is gone with the stack. @returns the folder, and its verdict as JSON */
export async function exportedLog({ stack }: Outset, name: string): Promise<string> {
  const folder = join(stack.folder, name)
  const { status, err } = await runConsole('log', 'export', folder, '--from', stack.address.logUrl)
  if (status !== 0) throw new Error(err)
  return folder
}

export interface Verdict {
  ok: boolean
  size?: number
  checkpoints?: number
  index?: number
  until?: number
  code?: string
}

export async function verdictOn(folder: string, ...more: string[]): Promise<Verdict> {
  const key = join(folder, 'log.vkey')
  const { status, out } = await runConsole('log', 'verify', '--log', folder, '--key', key, '--json', ...more)
  const verdict = JSON.parse(out) as Verdict
  if (verdict.ok !== (status === 0)) throw new Error(`exit code ${status} with ${out}`)
  return verdict
}

/** The verdict on a copy of an exported log after somebody altered it. */
export async function verdictAfter(folder: string, alter: (copy: string) => Promise<void>): Promise<Verdict> {
  const copy = await mkdtemp(`${folder}-`)
  await cp(folder, copy, { recursive: true })
  try {
    await alter(copy)
    return await verdictOn(copy)
  } finally {
    await rm(copy, { recursive: true })
  }
}

/** Writes receipts as `--entries` wants them. */
export async function keepReceipts(file: string, receipts: object[]): Promise<string> {
  await writeFile(file, receipts.map((receipt) => `${JSON.stringify(receipt)}\n`).join(''))
  return file
}
