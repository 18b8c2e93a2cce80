import type { Leases } from './leases.ts'

export interface SweepOptions {
  /** Name of the lease: one copy of the service sweeps at a time. */
  name: string
  everyMs: number
  leases: Leases
  /** One round of the work; it must be safe to be cut off anywhere and done again. */
  work: () => Promise<void>
  onError: (error: unknown) => void
}

/** Work that goes on by itself: done every so often, at once when woken, by the holder of the lease, never twice at a time. */
export class Sweep {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(private readonly options: SweepOptions) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.options.everyMs)
    this.wake()
  }

  /** Runs a round now, or once more after the one under way. */
  wake(): void {
    if (this.stopped) return
    this.again = true
    this.running ??= this.rounds().finally(() => (this.running = null))
  }

  /** Starts no further round and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopped = true
    if (this.timer) clearInterval(this.timer)
    await this.running
    await this.options.leases.release(this.options.name).catch(() => undefined)
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false
      try {
        if (await this.options.leases.take(this.options.name, this.options.everyMs + 10_000)) await this.options.work()
      } catch (error) {
        this.options.onError(error)
      }
    }
  }
}
