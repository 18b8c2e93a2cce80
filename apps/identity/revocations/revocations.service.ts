import { Injectable } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  MOST_REVOCATIONS,
  revocationMade,
  REVOCATIONS_KEPT_MS,
  type Revocation,
  type RevokedKind,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { RevocationsRepository } from './revocations.repository.ts'
import { KEPT_SECONDS } from './revocations.schema.ts'

/** Copies' clocks differ by less, and a transaction takes less: so much is read again. Milliseconds. */
const OVERLAP_MS = 10_000

/** What ends access tokens before their minute is over. */
@Injectable()
export class RevocationsService {
  constructor(
    private readonly bus: Bus,
    private readonly revocations: RevocationsRepository,
  ) {}

  /** In the transaction of the act, where there is one. */
  async add(kind: RevokedKind, subject = ''): Promise<void> {
    await this.revocations.add({ _id: randomUUID(), kind, subject, at: new Date() })
  }

  /** Tells every copy of the gateway to look. It may be lost: then they look within a second. */
  tell(): void {
    this.bus.tell(revocationMade, {})
  }

  /** Waits until no copy serves what is revoked: each has looked since, or serves nobody. */
  async isFollowed(): Promise<void> {
    this.tell()
    await sleep(REVOCATIONS_KEPT_MS)
  }

  /** @param since an instant that an earlier answer gave, ISO 8601 */
  async read(since?: string): Promise<{ revocations: Revocation[]; at: string }> {
    const now = new Date()
    const from = since ? Date.parse(since) - OVERLAP_MS : now.getTime() - KEPT_SECONDS * 1000
    const found = await this.revocations.findSince(new Date(from), MOST_REVOCATIONS)
    const isAll = found.length < MOST_REVOCATIONS
    return {
      revocations: found.map(({ kind, subject, at }) => ({ kind, subject, at: at.toISOString() })),
      // Whoever was not told all asks for the rest from there.
      at: (isAll ? now : new Date(found.at(-1)!.at.getTime() + OVERLAP_MS)).toISOString(),
    }
  }
}
