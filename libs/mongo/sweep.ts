import type { Leases } from './leases.ts'

export interface SweepOptions {
  /** Name of the lease: one copy of the service sweeps at a time. */
  name: string
  /** Longest time without a round, in milliseconds: what nobody woke this copy for is found then. */
  everyMs: number
  leases: Leases
  /**
   * One round of the work; it must be safe to be cut off anywhere and done again. Long work asks now and then whether to go on.
   *
   * @returns in how many milliseconds there is more to do, if that is known and sooner than `everyMs`
   */
  work: (mayGoOn: () => boolean) => Promise<number | void>
  onError: (error: unknown) => void
}

/** A dead holder is followed by another copy after this time at the most; a living one renews in between. Milliseconds. */
const LEASE_MS = 6_000
const RENEW_EVERY_MS = 2_000
const AFTER_ERROR_MS = 2_000

/** Work that goes on by itself: at once when woken, else now and then, by the holder of the lease, never twice at a time. */
export class Sweep {
  private timer: NodeJS.Timeout | null = null
  private soon: NodeJS.Timeout | null = null
  private running: Promise<void> | null = null
  private again = false
  private stopped = false
  private holds = false

  constructor(private readonly options: SweepOptions) {}

  start(): void {
    this.wake()
  }

  /** Runs a round now, or once more after the one under way. */
  wake(): void {
    if (this.stopped) return
    this.again = true
    this.running ??= this.rounds().finally(() => (this.running = null))
  }

  /** As `wake`, in so many milliseconds, together with whatever else would wake it until then. */
  wakeIn(ms: number): void {
    if (this.stopped) return
    this.soon ??= setTimeout(() => {
      this.soon = null
      this.wake()
    }, ms)
  }

  /** Starts no further round and waits for the one under way. */
  async stop(): Promise<void> {
    this.stopped = true
    for (const timer of [this.timer, this.soon]) if (timer) clearTimeout(timer)
    await this.running
    await this.options.leases.release(this.options.name).catch(() => undefined)
  }

  private async rounds(): Promise<void> {
    let nextIn = this.options.everyMs
    while (this.again && !this.stopped) {
      this.again = false
      nextIn = await this.round().catch((error: unknown) => {
        this.options.onError(error)
        return AFTER_ERROR_MS
      })
    }
    if (this.timer) clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => this.wake(), Math.min(nextIn, this.options.everyMs))
  }

  /** @returns when to look again: a copy that does not hold the lease looks whether its holder has died */
  private async round(): Promise<number> {
    if (!(await this.renew())) return LEASE_MS
    const renewing = setInterval(() => void this.renew().catch(() => (this.holds = false)), RENEW_EVERY_MS)
    try {
      return (await this.options.work(() => this.holds && !this.stopped)) ?? this.options.everyMs
    } finally {
      clearInterval(renewing)
    }
  }

  private async renew(): Promise<boolean> {
    this.holds = await this.options.leases.take(this.options.name, LEASE_MS)
    return this.holds
  }
}
