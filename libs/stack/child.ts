import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'

export interface ChildOptions {
  name: string
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  logFile: string
  /** `service`: a Node app of ours, which ends when its channel to us closes. `server`: anything else, guarded by a shell. */
  kind: 'service' | 'server'
}

/** Ends the server when our end of its input closes, whatever became of us; a guard of a few hundred kilobytes. */
const GUARD =
  'exec 3<&0; "$@" </dev/null 3<&- & child=$!; (cat <&3 >/dev/null; kill -TERM $child 2>/dev/null) & wait $child'

/** Longest wait for a child to end by itself, in milliseconds. */
const STOP_MS = 12_000
const RESTART_AFTER_MS = 500

/** A process that is started again when it dies, until it is stopped. It never outlives us. */
export class Child {
  private process: ChildProcess | null = null
  private stopping = false
  /** The child writes to it itself: through us it would stand still whenever we are busy. Null once it is stopped. */
  private log: number | null
  /** How often it was started again. */
  restarts = 0
  /** Told each time it died and was started again. */
  onRestart: (() => void) | undefined

  constructor(private readonly options: ChildOptions) {
    this.log = openSync(options.logFile, 'a', 0o600)
  }

  get name(): string {
    return this.options.name
  }

  /** Process id of the child itself or of its guard; null when it does not run. */
  get pid(): number | null {
    return this.process?.pid ?? null
  }

  /** In a process group of its own: Ctrl-C in a terminal reaches us only, and we stop the children in their order. */
  start(): void {
    const { kind, command, args, env } = this.options
    const { log } = this
    this.process =
      kind === 'service'
        ? spawn(command, args, { env, detached: true, stdio: ['ignore', log, log, 'ipc'] })
        : spawn('/bin/sh', ['-c', GUARD, 'guard', command, ...args], {
            env,
            detached: true,
            stdio: ['pipe', log, log],
          })
    this.process.stdin?.on('error', () => undefined)
    this.process.once('exit', () => this.ended())
    this.process.once('error', () => this.ended())
  }

  /** Ends it as a crash would (-9); it is started again. A server dies with all that its guard started. */
  kill(): void {
    if (this.options.kind === 'service') this.process?.kill('SIGKILL')
    else if (this.process?.pid) killChildOf(this.process.pid)
  }

  async stop(): Promise<void> {
    this.stopping = true
    const child = this.process
    if (!child || child.exitCode !== null || child.signalCode !== null) return this.endLog()
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    if (this.options.kind === 'service') child.kill('SIGTERM')
    else child.stdin?.end()
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await exited
    clearTimeout(forced)
    this.endLog()
  }

  private ended(): void {
    this.process?.stdin?.destroy()
    this.process = null
    if (this.stopping) return
    this.restarts += 1
    setTimeout(() => {
      if (this.stopping) return
      this.start()
      this.onRestart?.()
    }, RESTART_AFTER_MS)
  }

  private endLog(): void {
    if (this.log !== null) closeSync(this.log)
    this.log = null
  }
}

/** The server is the guard's first child. */
function killChildOf(guardPid: number): void {
  const children = readFileSync(`/proc/${guardPid}/task/${guardPid}/children`, 'utf8').trim().split(' ')
  process.kill(Number(children[0]), 'SIGKILL')
}
