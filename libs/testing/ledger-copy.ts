import { Fault, type AppendEntry, type FaultCode, type Receipt } from '@contactpoint/contracts'
import { compileCache, projectRoot, type Stack } from '@contactpoint/stack'
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a copy of the ledger ends (`SIGKILL`) or stops (`SIGSTOP`) itself. */
export interface Interruption {
  /** One of `STEPS` of `bin/ledger-copy.mjs`. */
  step: string
  /** `middle`: half of what the step writes is durable. */
  when: 'before' | 'middle' | 'after'
  /** At which time it does the step, from 1. */
  call: number
  signal: 'SIGKILL' | 'SIGSTOP'
}

type Said = { loaded?: true; ready?: true; answer?: number; receipt?: Receipt; fault?: FaultCode }

/** One copy of audit's ledger as built, in a process of its own that answers nobody but us. It never outlives us. */
export class LedgerCopy {
  private readonly process: ChildProcess
  private readonly waiting = new Map<number, { resolve: (receipt: Receipt) => void; reject: (fault: Fault) => void }>()
  private asked = 0
  private isEnded = false
  /** Resolves when the process is gone, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>

  /**
   * Loads the program, which takes a second, and does nothing yet.
   *
   * @param more settings over those of the stack
   */
  constructor(stack: Pick<Stack, 'settingsOf'>, more: Record<string, string> = {}) {
    const { LOG_PORT: _log, ...settings } = stack.settingsOf('audit')
    this.process = spawn(process.execPath, [join(projectRoot, 'libs', 'testing', 'bin', 'ledger-copy.mjs')], {
      env: { ...compileCache(projectRoot), ...settings, LOG_LEVEL: 'silent', ...more },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.process.on('message', (said: Said) => this.hear(said))
    this.process.on('error', () => undefined)
    this.ended = new Promise((resolve) => this.process.once('exit', (_code, signal) => resolve(signal)))
    void this.ended.then(() => this.end())
  }

  get hasEnded(): boolean {
    return this.isEnded
  }

  /** Whether it was stopped by a signal and waits to be told to go on. */
  get isStopped(): boolean {
    return !this.isEnded && /^State:\s+T/m.test(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))
  }

  /** Begins to work. @returns when it does, or has ended before that */
  async begin(interruption?: Interruption): Promise<void> {
    this.process.send({ begin: { interruption } })
    const ready = new Promise<void>((resolve) =>
      this.process.on('message', ({ ready }: Said) => {
        if (ready) resolve()
      }),
    )
    await Promise.race([ready, this.ended])
  }

  /** @throws Fault as the ledger says it; `unavailable` when the process ends before it answers */
  append(entry: AppendEntry): Promise<Receipt> {
    return this.ask({ append: entry })
  }

  /** @returns the receipt of the erasure. @throws Fault as `append` does */
  forget(childId: string): Promise<Receipt> {
    return this.ask({ forget: { childId } })
  }

  goOn(): void {
    this.process.kill('SIGCONT')
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL')
    await this.ended
  }

  private ask(question: object): Promise<Receipt> {
    if (this.isEnded) return Promise.reject(Fault.unavailable('audit'))
    const ask = (this.asked += 1)
    return new Promise((resolve, reject) => {
      this.waiting.set(ask, { resolve, reject })
      this.process.send({ ask, ...question }, () => undefined)
    })
  }

  private hear({ answer, receipt, fault }: Said): void {
    const asker = this.waiting.get(answer ?? 0)
    this.waiting.delete(answer ?? 0)
    if (receipt) asker?.resolve(receipt)
    else asker?.reject(new Fault(fault!, 'The copy of the ledger refused'))
  }

  private end(): void {
    this.isEnded = true
    for (const { reject } of this.waiting.values()) reject(Fault.unavailable('audit'))
    this.waiting.clear()
  }
}
