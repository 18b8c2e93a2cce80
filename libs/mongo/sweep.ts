import type { Leases } from './leases.ts'

export interface SweepOptions {
  /** Name of the lease: one copy of the service sweeps at a time. */
  name: string
  everyMs: number
  leases: Leases
  /** One round of the work; it must be safe to be cut off anywhere and done again. Long work asks now and then whether to go on. */
  work: (mayGoOn: () => boolean) => Promise<void>
  onError: (error: unknown) => void
}

/** A dead holder is followed by another copy after this time at the most; a living one renews in between. Milliseconds. */
const LEASE_MS = 6_000
const RENEW_EVERY_MS = 2_000

/** Work that goes on by itself: done every so often, at once when woken, by the holder of the lease, never twice at a time. */
export class Sweep {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private again = false
  private stopped = false
  private holds = false

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
        if (await this.renew()) await this.workRenewing()
      } catch (error) {
        this.options.onError(error)
      }
    }
  }

  private async workRenewing(): Promise<void> {
    const renewing = setInterval(() => void this.renew().catch(() => (this.holds = false)), RENEW_EVERY_MS)
    try {
      await this.options.work(() => this.holds && !this.stopped)
    } finally {
      clearInterval(renewing)
    }
  }

  private async renew(): Promise<boolean> {
    this.holds = await this.options.leases.take(this.options.name, LEASE_MS)
    return this.holds
  }
}
