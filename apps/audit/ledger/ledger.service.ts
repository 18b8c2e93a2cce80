import { Inject, Injectable } from '@nestjs/common'
import { currentCall, ownCall } from '@contactpoint/bus'
import type { AppendEntry, Receipt } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { randomBytes } from 'node:crypto'
import { LedgerRepository, type EntryFilter } from './ledger.repository.ts'
import { leafHashOf, LOG, LOOKUP, SEALED, sealedPartOf, type SealedPart } from './ledger.rules.ts'
import type { EntryDocument } from './ledger.schema.ts'
import { Sequencer } from './sequencer.service.ts'

/** An entry opened for an enquiry: facts of an access, and the ids it concerned. */
export type OpenedEntry = Pick<
  EntryDocument,
  'index' | 'time' | 'personId' | 'role' | 'organisation' | 'action' | 'outcome' | 'reason'
> & {
  childIds: string[]
}

@Injectable()
export class LedgerService {
  constructor(
    @Inject(MasterKey) private readonly masterKey: MasterKey,
    @Inject(Sequencer) private readonly sequencer: Sequencer,
    @Inject(LedgerRepository) private readonly repository: LedgerRepository,
  ) {}

  /** Records an access; answers when that is durable. */
  async append(entry: AppendEntry): Promise<Receipt> {
    const time = new Date()
    const salt = randomBytes(32)
    const unplaced = {
      _id: entry.entryId,
      time,
      personId: entry.caller.personId,
      role: entry.caller.role,
      organisation: entry.caller.organisation,
      action: entry.action,
      outcome: entry.outcome,
      reason: entry.reason ?? null,
      children: entry.children.map(({ childId }) => this.masterKey.pseudonym(LOOKUP, childId)),
      sealed: this.masterKey.seal(SEALED, JSON.stringify(sealedPartOf(entry))),
      salt,
      leafHash: leafHashOf(entry, time, salt),
    }
    return this.sequencer.place(unplaced, (currentCall() ?? ownCall()).deadline)
  }

  /** Entries that concern a child or a person, newest first. */
  async find(filter: Omit<EntryFilter, 'child'> & { childId?: string }, limit: number): Promise<OpenedEntry[]> {
    const { childId, ...rest } = filter
    const child = childId === undefined ? {} : { child: this.masterKey.pseudonym(LOOKUP, childId) }
    const found = await this.repository.find(LOG, { ...rest, ...child }, limit)
    return found.map((entry) => this.open(entry))
  }

  private open(entry: EntryDocument): OpenedEntry {
    const { index, time, personId, role, organisation, action, outcome, reason } = entry
    const part = JSON.parse(this.masterKey.open(SEALED, bytesOf(entry.sealed))) as SealedPart
    const childIds = part.children.map(({ childId }) => childId)
    return { index, time, personId, role, organisation, action, outcome, reason, childIds }
  }
}
