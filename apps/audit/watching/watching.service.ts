import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  isChildId,
  MOST_WATCHED,
  type WatchChild,
  type WatchedListed,
  type WatchKind,
  type WatchRecorded,
} from '@contactpoint/contracts'
import { openBytes, sealBytes } from '@contactpoint/runtime'
import { randomUUID } from 'node:crypto'
import { LedgerService } from '../ledger/ledger.service.ts'
import { PartKeysService } from '../ledger/part-keys.service.ts'
import { WatchingRepository } from './watching.repository.ts'
import { WATCH_PLACE, watchEntry } from './watching.rules.ts'

/** Children each access to whom is looked at: those that people are curious about, and made-up ones (AC-02, AC-18). */
@Injectable()
export class WatchingService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly keys: PartKeysService,
    private readonly watched: WatchingRepository,
  ) {}

  async add(caller: Caller, { childId, kind }: WatchChild): Promise<WatchRecorded> {
    if ((await this.watched.count()) >= MOST_WATCHED)
      throw new Fault('conflict', `${MOST_WATCHED} children are watched: end some first`)
    const receipt = await this.ledger.append(watchEntry(randomUUID(), caller, 'watch-add', childId, { kind }))
    const [key] = await this.keys.get([childId])
    const sealed = sealBytes(key!.key, Buffer.from(childId), WATCH_PLACE)
    await this.watched.add({ _id: key!.id, kind, sealed, since: new Date() })
    return { receipt }
  }

  async end(caller: Caller, childId: string): Promise<WatchRecorded> {
    const named = isChildId(childId) ? childId : null
    const receipt = await this.ledger.append(watchEntry(randomUUID(), caller, 'watch-end', named))
    const key = named && (await this.keys.findId(named))
    if (key) await this.watched.remove(key)
    return { receipt }
  }

  async list(caller: Caller): Promise<WatchedListed> {
    const receipt = await this.ledger.append(watchEntry(randomUUID(), caller, 'watch-list', null))
    const found = await this.watched.findAll(MOST_WATCHED)
    const keys = await this.keys.findByIds(found.map(({ _id }) => _id))
    const items = found.flatMap(({ _id, kind, sealed, since }) => {
      const key = keys.get(_id)
      return key ? [{ childId: openBytes(key, sealed, WATCH_PLACE).toString(), kind, since: since.toISOString() }] : []
    })
    return { items, next: null, receipt }
  }

  /** Which of these keys are of watched children, and why they are. */
  among(keys: readonly string[]): Promise<Map<string, WatchKind>> {
    return this.watched.findKinds([...new Set(keys)])
  }
}
