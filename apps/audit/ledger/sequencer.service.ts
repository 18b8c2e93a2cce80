import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { AUDIT_LOG, Fault, type Receipt } from '@contactpoint/contracts'
import { isDuplicate, Leases } from '@contactpoint/mongo'
import { setTimeout as sleep } from 'node:timers/promises'
import { AuditConfig } from '../audit.config.ts'
import { LedgerRepository } from './ledger.repository.ts'
import type { EntryDocument } from './ledger.schema.ts'
import type { UnplacedEntry } from './sealing.service.ts'

interface Waiting {
  entry: UnplacedEntry
  /** On `performance.now()`; after it the asker has gone. */
  deadline: number
  resolve: (receipt: Receipt) => void
  reject: (error: unknown) => void
}

const LEASE = 'sequencer'
/** The part of its lease after which a sequencer renews it: there is time to try again. */
const RENEW_AFTER = 3 / 8
const RETRY_MS = 100
/** Entries in one journaled write. */
const GROUP = 500
/** Entries that wait at the most: some two seconds of writing. Whoever comes on top is told at once. */
const MOST_WAITING = 8_000

/**
 * Gives entries their places, one sequencer at a time. Entries that arrive together share one ordered, journaled write (group
 * commit); the unique (log, index) key fences off a sequencer that lost its lease without noticing (docs/decisions/0013).
 */
@Injectable()
export class SequencerService implements OnModuleDestroy {
  private queue: Waiting[] = []
  private writing: Promise<void> | null = null
  /** Index of the next entry; null when where the log stands must be read. */
  private next: number | null = null
  private leasedAt = -Infinity
  /** When another copy was seen to hold the lease. */
  private refusedAt = -Infinity
  private taking: Promise<boolean> | null = null
  private stopped = false
  private readonly leaseMs: number

  constructor(
    private readonly leases: Leases,
    private readonly repository: LedgerRepository,
    { sequencerLeaseMs }: AuditConfig,
  ) {
    this.leaseMs = sequencerLeaseMs
  }

  /** Whether this copy holds the lease, taking it where it is free. */
  async leads(): Promise<boolean> {
    if (this.stopped) return false
    const now = performance.now()
    if (now - this.leasedAt < this.leaseMs * RENEW_AFTER) return true
    if (now - this.refusedAt < RETRY_MS) return false
    return (this.taking ??= this.takeLease().finally(() => (this.taking = null)))
  }

  /** @returns the receipt when the entry is durable. @throws Fault `unavailable` when too many wait, or it was not so before the deadline */
  async place(entry: UnplacedEntry, deadline: number): Promise<Receipt> {
    if (this.queue.length >= MOST_WAITING) throw Fault.unavailable('audit')
    return new Promise((resolve, reject) => {
      this.queue.push({ entry, deadline, resolve, reject })
      this.writing ??= this.write()
    })
  }

  /** Entries that wait for their place in this copy. */
  get waiting(): number {
    return this.queue.length
  }

  async onModuleDestroy(): Promise<void> {
    await this.writing
    this.stopped = true
    await this.leases.release(LEASE).catch(() => undefined)
  }

  private async write(): Promise<void> {
    while (this.queue.length > 0) {
      this.dropLate()
      try {
        if (!(await this.leads())) await sleep(RETRY_MS)
        else await this.writeGroup(this.queue.slice(0, GROUP))
      } catch (error) {
        // Where the log stands is unknown after any failure: read again, and find what was written by its id.
        this.next = null
        if (isDuplicate(error)) this.leasedAt = -Infinity
        else await sleep(RETRY_MS)
      }
    }
    // In the same breath as the last look at the queue: an entry that comes later starts writing again.
    this.writing = null
  }

  private dropLate(): void {
    const now = performance.now()
    const late = this.queue.filter(({ deadline }) => deadline <= now)
    if (late.length === 0) return
    this.queue = this.queue.filter(({ deadline }) => deadline > now)
    for (const { reject } of late) reject(Fault.unavailable('audit'))
  }

  private async takeLease(): Promise<boolean> {
    const now = performance.now()
    const isTaken = await this.leases.take(LEASE, this.leaseMs)
    const isRenewed = isTaken && performance.now() - this.leasedAt < this.leaseMs
    this.leasedAt = isTaken ? now : -Infinity
    if (!isTaken) this.refusedAt = now
    // Another copy leads, or may have led while this one's lease was over: it gave places.
    if (!isRenewed) this.next = null
    return isTaken
  }

  private async writeGroup(group: Waiting[]): Promise<void> {
    const isSure = this.next !== null
    const known = isSure
      ? new Map<string, Receipt>()
      : await this.repository.findReceipts(group.map(({ entry }) => entry._id))
    const fresh = uniqueById(group.filter(({ entry }) => !known.has(entry._id)))
    const first = this.next ?? (await this.repository.nextIndex(AUDIT_LOG))
    const placed: EntryDocument[] = fresh.map(({ entry }, offset) => ({
      ...entry,
      log: AUDIT_LOG,
      index: first + offset,
    }))
    if (placed.length > 0) await this.repository.insert(placed)
    this.next = first + placed.length
    for (const { _id, log, index, leafHash } of placed) known.set(_id, { log, index, leafHash })
    this.queue.splice(0, group.length)
    for (const { entry, resolve } of group) resolve(known.get(entry._id)!)
  }
}

function uniqueById(waiting: Waiting[]): Waiting[] {
  return [...new Map(waiting.map((one) => [one.entry._id, one])).values()]
}
