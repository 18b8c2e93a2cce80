/** Requests one address may make in a while: a monitor that copies a long log makes some hundred a second. */
export const MOST_A_WHILE = 5_000
export const WHILE_MS = 10_000
/** Addresses that are counted at a time; the next begins a new count of all. */
const MOST_ADDRESSES = 10_000

/** Counts what each address asks for, in fixed spans of time. */
export class Visitors {
  private since = -Infinity
  private readonly counts = new Map<string, number>()

  /** @param now monotonic, in milliseconds @returns whether this address has asked too often in this span */
  isTooMany(address: string, now: number): boolean {
    if (now - this.since >= WHILE_MS || this.counts.size >= MOST_ADDRESSES) {
      this.since = now
      this.counts.clear()
    }
    const count = (this.counts.get(address) ?? 0) + 1
    this.counts.set(address, count)
    return count > MOST_A_WHILE
  }
}
