import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Bus, currentCall, ownCall } from '@contactpoint/bus'
import {
  AUDIT_LOG,
  appendEntry,
  forgetChild,
  ledgerGrew,
  type AppendEntry,
  type ForgetChild,
  type Forgotten,
  type Receipt,
  type RequestContract,
} from '@contactpoint/contracts'
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LedgerRepository, type EntryFilter } from './ledger.repository.ts'
import { assertNotTooLarge, erasureEntry } from './ledger.rules.ts'
import type { EntryDocument, EntryFacts, PlacedHeader } from './ledger.schema.ts'
import { PartKeysService } from './part-keys.service.ts'
import { SealingService, type OpenedPieces } from './sealing.service.ts'
import { SequencerService } from './sequencer.service.ts'

/** An entry opened as far as its keys are there. */
export interface OpenedEntry extends OpenedPieces {
  entry: EntryDocument
}

export interface LedgerFilter extends Omit<EntryFilter, 'key'> {
  childId?: string
}

/** Before a request is handed on, in milliseconds; twice as long each time, as nobody may lead for a moment. */
const HAND_ON_AFTER_MS = 5
const HAND_ON_AFTER_AT_MOST_MS = 500

/** While entries arrive, whoever signs them is told as often as this. Milliseconds. */
const TELL_EVERY_MS = 250

@Injectable()
export class LedgerService implements OnModuleDestroy {
  private telling: NodeJS.Timeout | null = null

  constructor(
    private readonly bus: Bus,
    private readonly sequencer: SequencerService,
    private readonly sealing: SealingService,
    private readonly keys: PartKeysService,
    private readonly repository: LedgerRepository,
  ) {}

  onModuleDestroy(): void {
    if (this.telling) clearTimeout(this.telling)
  }

  /** Records an access; answers when that is durable. A copy that does not lead hands it on. */
  async append(entry: AppendEntry): Promise<Receipt> {
    assertNotTooLarge(entry)
    if (!(await this.sequencer.leads())) return this.handOn(appendEntry, entry)
    const sealed = await this.sealing.seal(entry, new Date())
    const receipt = await this.sequencer.place(sealed, (currentCall() ?? ownCall()).deadline)
    this.telling ??= setTimeout(() => this.tell(), TELL_EVERY_MS)
    return receipt
  }

  /** Entries that wait for their place in this copy. */
  get waiting(): number {
    return this.sequencer.waiting
  }

  /** How many entries there are. */
  size(): Promise<number> {
    return this.repository.nextIndex(AUDIT_LOG)
  }

  /** Destroys what all entries say of a child, once its retention has ended; that this was done is an entry itself. */
  async forget(ask: ForgetChild): Promise<Forgotten> {
    if (!(await this.sequencer.leads())) return this.handOn(forgetChild, ask)
    const receipt = await this.append(erasureEntry(randomUUID()))
    // It may lead no more: then the copy that does destroys the key it keeps.
    if (!(await this.sequencer.leads())) return this.handOn(forgetChild, ask)
    return { wasKnown: await this.keys.destroy(ask.childId), receipt }
  }

  /** Entries that concern a child, a person or an organisation, newest first. */
  async find({ childId, ...rest }: LedgerFilter, limit: number): Promise<OpenedEntry[]> {
    const key = childId === undefined ? undefined : await this.keys.findId(childId)
    if (key === null) return []
    return this.opened(await this.repository.find(AUDIT_LOG, { ...rest, key }, limit))
  }

  /** One entry; null when the log has none there. */
  async findAt(index: number): Promise<OpenedEntry | null> {
    const [opened] = await this.opened(await this.repository.findFrom(AUDIT_LOG, index, 1))
    return opened?.entry.index === index ? opened : null
  }

  /** Entries as they are stored, in order, from an index on; fewer than asked for at the end of the log. */
  storedFrom(index: number, count: number): Promise<EntryDocument[]> {
    return this.repository.findFrom(AUDIT_LOG, index, count)
  }

  /** What entries say in clear, in order, from an index on; fewer than asked for at the end of the log. */
  headersFrom(index: number, count: number): Promise<PlacedHeader[]> {
    return this.repository.findHeaders(AUDIT_LOG, index, count)
  }

  /** What rules of misuse are judged by, in the same order. */
  factsFrom(index: number, count: number): Promise<EntryFacts[]> {
    return this.repository.findFacts(AUDIT_LOG, index, count)
  }

  /** Leaf hashes of entries, in order, from an index on; 32 bytes each. */
  leafHashesFrom(index: number, count: number): Promise<Buffer[]> {
    return this.repository.findLeafHashes(AUDIT_LOG, index, count)
  }

  private tell(): void {
    this.telling = null
    this.bus.tell(ledgerGrew, {})
  }

  /** Asks audit itself: in the end the copy answers that leads. */
  private async handOn<Q extends { handedOn?: number }, A extends object>(
    contract: RequestContract<Q, A>,
    question: Q,
  ): Promise<A> {
    const times = question.handedOn ?? 0
    await sleep(randomInt(Math.min(HAND_ON_AFTER_MS * 2 ** times, HAND_ON_AFTER_AT_MOST_MS)))
    return this.bus.ask(contract, { ...question, handedOn: times + 1 })
  }

  private async opened(entries: EntryDocument[]): Promise<OpenedEntry[]> {
    const pieces = await this.sealing.open(entries)
    return entries.map((entry, n) => ({ entry, ...pieces[n]! }))
  }
}
