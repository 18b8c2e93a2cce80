import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { AUDIT_LOG, Fault, type ProveReceipt, type ReceiptProof } from '@contactpoint/contracts'
import { disclosedBytes, formatProof, inclusionProof, verifyProof } from '@contactpoint/tamper-log'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LedgerService } from '../ledger/ledger.service.ts'
import type { CheckpointDocument } from './checkpoints.schema.ts'
import { CheckpointsService } from './checkpoints.service.ts'
import { LogSignerService } from './log-signer.service.ts'
import { discloseTo, maySee, proofEntry } from './receipts.rules.ts'
import { TreeService } from './tree.service.ts'

/** A checkpoint that covers an entry comes within a second of it. */
const LOOK_AGAIN_MS = 100
const LOOKS = 30

@Injectable()
export class ReceiptsService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
  ) {}

  /** Turns a receipt into a proof that verifies offline. Asking is an entry itself, also when nothing is shown. */
  async prove(caller: Caller, { log, index }: ProveReceipt): Promise<ReceiptProof> {
    const opened = log === AUDIT_LOG ? await this.ledger.findAt(index) : null
    const isShown = opened !== null && maySee(caller, opened)
    const receipt = await this.ledger.append(proofEntry(randomUUID(), caller, index, isShown ? 'shown' : 'not-found'))
    if (!isShown) throw Fault.notFound()

    const { size, note } = await this.checkpointOver(index)
    const disclosed = discloseTo(caller, opened)
    const hashes = await inclusionProof(index, size, (tile) => this.tree.readTile(tile))
    const extra = Buffer.from(JSON.stringify(disclosed))
    const proof = formatProof({ extra, index, hashes, checkpoint: note })
    const { name: origin, verifier } = await this.signer.get()
    // What was altered in the database fails here, for whoever runs this to see, and not before a court.
    verifyProof(proof, { leaf: disclosedBytes(disclosed), origin, verifiers: [verifier] })
    return { proven: { log, index, leafHash: opened.entry.leafHash }, proof, receipt }
  }

  private async checkpointOver(index: number): Promise<CheckpointDocument> {
    for (let look = 0; look < LOOKS; look++) {
      const latest = await this.checkpoints.latest()
      if (latest && latest.size > index) return latest
      await sleep(LOOK_AGAIN_MS)
    }
    throw Fault.unavailable('audit')
  }
}
