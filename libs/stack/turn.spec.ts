import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TURN = join(import.meta.dirname, 'bin', 'turn.mjs')
let home: string
let folder: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'turn-'))
  folder = join(home, 'cache', 'preparing')
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

/** A process that has the turn for so many milliseconds, and writes down when that begins and ends. */
function taking(ms: number): ChildProcess {
  const program = `
import { appendFileSync } from 'node:fs'
import { inTurn } from ${JSON.stringify(TURN)}
inTurn(${JSON.stringify(folder)}, () => console.log('waits'), () => {
  appendFileSync(${JSON.stringify(join(home, 'log'))}, '(')
  console.log('has it')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms})
  appendFileSync(${JSON.stringify(join(home, 'log'))}, ')')
})`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

const log = (): string => readFileSync(join(home, 'log'), 'utf8')

describe('what two commands may not do at the same moment', () => {
  it('one does after the other', async () => {
    const all = Array.from({ length: 4 }, () => taking(80))
    await Promise.all(all.map((one) => once(one, 'exit')))
    expect(log()).toBe('()()()()')
    expect(existsSync(folder)).toBe(false)
  })

  it('is held up by nobody who died in the midst', async () => {
    const killed = taking(60_000)
    await once(killed.stdout!, 'data')
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    await once(taking(1), 'exit')
    expect(log()).toBe('(()')
  })

  it('nor by one who died before saying who they are', async () => {
    mkdirSync(folder, { recursive: true })
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(folder, longAgo, longAgo)
    await once(taking(1), 'exit')
    expect(log()).toBe('()')
  })
})
