import { Inject, Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type EnquiryResult, type RunEnquiry } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { LedgerService } from '../ledger/ledger.service.ts'
import { periodOf, toAccessEntry } from './enquiry.rules.ts'

const PAGE = 50

@Injectable()
export class EnquiryService {
  constructor(@Inject(LedgerService) private readonly ledger: LedgerService) {}

  /** Looks into the log for an auditor. The enquiry is an entry itself, written before anything is read (AC-23). */
  async run(caller: Caller, ask: RunEnquiry): Promise<EnquiryResult> {
    if ((ask.childId === undefined) === (ask.personId === undefined))
      throw Fault.invalid('childId', 'oneOfChildIdOrPersonId')
    const { childId, personId, before, limit = PAGE } = ask
    const receipt = await this.ledger.append({
      entryId: randomUUID(),
      caller: { personId: caller.personId, role: caller.role, organisation: caller.organisation },
      action: 'enquiry',
      outcome: 'shown',
      reason: null,
      children: childId === undefined ? [] : [{ childId, shown: 'nothing' }],
      particulars: { personId: personId ?? null, from: ask.from ?? null, to: ask.to ?? null },
    })
    const filter = { ...periodOf(ask), childId, personId, before: before ?? receipt.index }
    const entries = await this.ledger.find(filter, limit + 1)
    const page = entries.slice(0, limit)
    return { entries: page.map(toAccessEntry), next: entries.length > limit ? page.at(-1)!.index : null, receipt }
  }
}
