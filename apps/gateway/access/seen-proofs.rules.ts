import { Fault } from '@contactpoint/contracts'
import { PROOF_WINDOW_SECONDS } from './proofs.rules.ts'

/** A proof may be from ahead of us by the window, and is good for as long after its own time. Milliseconds. */
const KEPT_MS = 2 * PROOF_WINDOW_SECONDS * 1000
/** More than a copy can check in that time, some 100 bytes each. */
const MOST = 250_000

/** Names of proofs that were taken, for as long as one of them could be shown again. Times are in milliseconds since 1970. */
export class SeenProofs {
  /** When each is forgotten; the oldest first. */
  private readonly seen = new Map<string, number>()

  constructor(private readonly most = MOST) {}

  /**
   * @returns whether it is the first time
   * @throws Fault `unavailable` when there is no room: none is forgotten while it could be shown again
   */
  take(name: string, now: number): boolean {
    this.forget(now)
    if (this.seen.has(name)) return false
    if (this.seen.size >= this.most) throw Fault.unavailable('gateway')
    this.seen.set(name, now + KEPT_MS)
    return true
  }

  /** One that another copy has taken; passed over when our own come to need the room. */
  hear(name: string, now: number): void {
    this.forget(now)
    if (this.seen.size < this.most / 2 && !this.seen.has(name)) this.seen.set(name, now + KEPT_MS)
  }

  private forget(now: number): void {
    for (const [name, until] of this.seen) {
      if (until >= now) return
      this.seen.delete(name)
    }
  }
}
