import { Bus } from '@contactpoint/bus'
import { AUDIT_LOG, ledgerGrew } from '@contactpoint/contracts'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { isDuplicate, Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { CompactRange, equalBytes, openCheckpoint, signCheckpoint, type NoteSigner } from '@contactpoint/tamper-log'
import { LedgerService } from '../ledger/ledger.service.ts'
import { CheckpointsRepository } from './checkpoints.repository.ts'
import type { CheckpointDocument } from './checkpoints.schema.ts'
import { LogSignerService } from './log-signer.service.ts'
import { TreeService } from './tree.service.ts'

/** What nobody told of, since news may be lost, is seen then. Milliseconds. */
const LOOK_EVERY_MS = 5_000
/** Entries that one checkpoint adds at the most: its tiles are in memory together. */
const AT_A_TIME = 16_384

/** Makes the tree grow with the log, and signs what it has become. One copy does so at a time. */
@Injectable()
export class CheckpointsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep
  /** What this copy has seen signed: the log may never say less, or otherwise. */
  private seen: CheckpointDocument | null = null

  constructor(
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) log: Logger,
    private readonly ledger: LedgerService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
    private readonly repository: CheckpointsRepository,
  ) {
    this.sweep = new Sweep({
      name: 'checkpoints',
      everyMs: LOOK_EVERY_MS,
      leases,
      work: (mayGoOn) => this.integrate(mayGoOn),
      onError: (error) => log.error(describeError(error), 'no checkpoint'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
    this.bus.hear(ledgerGrew, () => this.sweep.wake())
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** Null before the first. */
  latest(): Promise<CheckpointDocument | null> {
    return this.repository.findLatest(AUDIT_LOG)
  }

  /** Takes in all entries there are, and signs. Safe to be cut off anywhere and done again. */
  async integrate(mayGoOn: () => boolean): Promise<void> {
    const signer = await this.signer.get()
    let last = await this.repository.findLatest(AUDIT_LOG)
    if (!last) await this.sign(signer, new CompactRange())
    last ??= await this.repository.findLatest(AUDIT_LOG)
    while (last && mayGoOn()) {
      const range = this.soundRange(last, signer)
      this.seen = last
      for (const hash of await this.ledger.leafHashesFrom(last.size, AT_A_TIME)) range.append(hash)
      if (range.size === last.size) return
      await this.tree.store(range.size, last.size)
      last = await this.sign(signer, range)
    }
  }

  /** @returns null when another copy signed at this size, or a larger one, first */
  private async sign(signer: NoteSigner, range: CompactRange): Promise<CheckpointDocument | null> {
    const { size } = range
    const root = Buffer.from(range.root())
    const note = signCheckpoint({ origin: signer.name, size, root }, signer)
    const hashes = range.hashes.map((hash) => Buffer.from(hash))
    const checkpoint = { log: AUDIT_LOG, size, root, hashes, note, time: new Date() }
    try {
      await this.repository.add(checkpoint)
      return checkpoint
    } catch (error) {
      if (isDuplicate(error)) return null
      throw error
    }
  }

  /** The tree as it was signed. @throws Error for a checkpoint that is not ours, or not the last we saw: nothing is signed on top of it */
  private soundRange({ size, root, hashes, note }: CheckpointDocument, signer: NoteSigner): CompactRange {
    const range = CompactRange.of(size, hashes)
    const signed = openCheckpoint(note, { origin: signer.name, verifiers: [signer.verifier] })
    const isWhole = signed.size === size && equalBytes(signed.root, root)
    if (!isWhole || !equalBytes(range.root(), root))
      throw new Error('The last checkpoint was altered: nothing is signed on top of it')
    const isLess =
      this.seen && (size < this.seen.size || (size === this.seen.size && !equalBytes(root, this.seen.root)))
    if (isLess) throw new Error('The log says less than it said before: nothing is signed any more')
    return range
  }
}
