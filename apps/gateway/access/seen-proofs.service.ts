import { Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import { hash } from 'node:crypto'
import { PROOF_WINDOW_SECONDS } from './proofs.rules.ts'

/** A proof may be from ahead of us by the window, and is good for as long after its own time. Milliseconds. */
const KEPT_MS = 2 * PROOF_WINDOW_SECONDS * 1000
/** More than a copy can check in that time, some 100 bytes each. */
const MOST = 250_000

/** The proofs that this copy has taken, by a hash of key and name, for as long as one of them could be shown again. */
@Injectable()
export class SeenProofsService {
  /** When each is forgotten; the oldest first. Milliseconds since 1970. */
  private readonly seen = new Map<string, number>()

  /**
   * @param thumbprint of the key that signed it: names of different keys have nothing to do with each other
   * @returns whether it is the first time
   * @throws Fault `unavailable` when there is no room: none is forgotten while it could be shown again
   */
  takeOnce(thumbprint: string, jti: string, now: number, most = MOST): boolean {
    this.forget(now)
    const name = hash('sha256', `${thumbprint} ${jti}`, 'base64url')
    if (this.seen.has(name)) return false
    if (this.seen.size >= most) throw Fault.unavailable('gateway')
    this.seen.set(name, now + KEPT_MS)
    return true
  }

  private forget(now: number): void {
    for (const [name, until] of this.seen) {
      if (until >= now) return
      this.seen.delete(name)
    }
  }
}
