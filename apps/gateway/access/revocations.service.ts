import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Bus, ownCall, unauthenticated, withCall } from '@contactpoint/bus'
import {
  Fault,
  isShutOff,
  readRevocations,
  revocationMade,
  REVOCATIONS_KEPT_MS,
  type AnyRoute,
  type RevocationsRead,
  type ShutOff,
} from '@contactpoint/contracts'
import { KeptFresh } from '@contactpoint/runtime'
import { isRevoked, keyOf } from './revocations.rules.ts'
import type { SignedIn } from './jwt.strategy.ts'

/** So old may what is known be before it is read again, beside whoever asks. Milliseconds. */
const FRESH_MS = 1_000
/** What was revoked before that is in no token's life any more. Milliseconds. */
const FORGOTTEN_AFTER_MS = 5 * 60 * 1000

/**
 * Which tokens are good no longer though they have not ended, and what is shut off: from memory, and never older than it may be. A copy that
 * cannot ask identity serves nobody from then on, so that whoever is put out is out everywhere when that is answered.
 */
@Injectable()
export class RevocationsService implements OnApplicationBootstrap {
  /** When tokens of before are good no longer, ms, by whose they are. */
  private readonly revoked = new Map<string, number>()
  private shutOffs: readonly ShutOff[] = []
  private since: string | undefined
  private readonly kept: KeptFresh

  constructor(private readonly bus: Bus) {
    // Whoever asks next waits for it, and is told.
    const onError = () => undefined
    this.kept = new KeptFresh(() => this.readNow(), { freshMs: FRESH_MS, keptMs: REVOCATIONS_KEPT_MS }, onError)
  }

  onApplicationBootstrap(): void {
    this.bus.hear(revocationMade, () => this.kept.lookAgain())
  }

  /** @throws Fault `unauthenticated` for a token that was revoked, `shut-off` for what is shut off, `unavailable` when nobody knows */
  async assertHolds(who: SignedIn, route: AnyRoute | undefined): Promise<void> {
    if (!(await this.kept.isKept())) throw Fault.unavailable('identity')
    if (isRevoked(who, this.revoked)) throw unauthenticated()
    if (!route?.whenShutOff && this.shutOffs.some((shutOff) => isShutOff(who, shutOff)))
      throw new Fault('shut-off', 'The directory is shut off for now; shields hold, and are still asked for')
  }

  private async readNow(): Promise<void> {
    // In a call of its own: it is for everybody, not for whoever asked first.
    const ask = () => this.bus.ask(readRevocations, this.since === undefined ? {} : { since: this.since })
    this.take(await withCall(ownCall(REVOCATIONS_KEPT_MS), ask))
  }

  private take({ revocations, shutOffs, at }: RevocationsRead): void {
    for (const { kind, subject, at: when } of revocations) {
      const key = keyOf(kind, subject)
      this.revoked.set(key, Math.max(this.revoked.get(key) ?? 0, Date.parse(when)))
    }
    const forgotten = Date.parse(at) - FORGOTTEN_AFTER_MS
    for (const [key, when] of this.revoked) if (when < forgotten) this.revoked.delete(key)
    this.shutOffs = shutOffs
    this.since = at
  }
}
