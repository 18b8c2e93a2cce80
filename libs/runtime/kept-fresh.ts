/** How old what is known may be, in milliseconds. */
export interface Freshness {
  /** Before it is read again, beside whoever asks. */
  freshMs: number
  /** Before whoever asks waits until it was read: it is never older. */
  keptMs: number
}

/**
 * Something that is read elsewhere and known from memory, never older than it may be, and read by itself only as long as somebody asks. Whoever
 * changes it waits for `keptMs`: then each copy has read it since, or does not go by it.
 */
export class KeptFresh {
  /** When the last reading that succeeded began, on this process's monotonic clock. */
  private readAt = -Infinity
  private reading: Promise<void> | null = null

  /** @param readNow reads it and keeps it @param onError is told of readings that nobody waited for */
  constructor(
    private readonly readNow: () => Promise<void>,
    private readonly freshness: Freshness,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Reads it if need be. @returns whether it is as young as it must be: it may have been longer on its way @throws what reading throws */
  async isKept(): Promise<boolean> {
    const { freshMs, keptMs } = this.freshness
    // Looked at once: a moment later it may be over, which is no reason to refuse whoever could have waited.
    const age = this.age()
    if (age < keptMs) {
      if (age >= freshMs) this.lookAgain()
      return true
    }
    await this.read()
    // One that had begun before may be too old by now, however quickly another goes.
    if (this.age() >= keptMs) await this.read()
    return this.age() < keptMs
  }

  /** Reads it beside whoever asks: somebody told that it has changed. */
  lookAgain(): void {
    this.read().catch(this.onError)
  }

  private age(): number {
    return performance.now() - this.readAt
  }

  /** One reading at a time; who asks meanwhile is answered by it. */
  private read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => (this.reading = null))
    return this.reading
  }

  private async readOnce(): Promise<void> {
    const began = performance.now()
    await this.readNow()
    this.readAt = began
  }
}
