import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type EnquiryResult, type RunEnquiry } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { LedgerService } from '../ledger/ledger.service.ts'
import { enquiryEntry, periodOf, subjectsOf, toAccessEntry } from './enquiry.rules.ts'

const PAGE = 50

@Injectable()
export class EnquiryService {
  constructor(private readonly ledger: LedgerService) {}

  /** Looks into the log for an auditor. The enquiry is an entry itself, written before anything is read (AC-23). */
  async run(caller: Caller, ask: RunEnquiry): Promise<EnquiryResult> {
    if (subjectsOf(ask) !== 1) throw Fault.invalid('childId', 'oneOfChildIdPersonIdOrOrganisation')
    const { childId, personId, organisation, reason, before, limit = PAGE } = ask
    const receipt = await this.ledger.append(enquiryEntry(randomUUID(), caller, ask))
    const filter = { ...periodOf(ask), childId, personId, organisation, reason, before: before ?? receipt.index }
    const found = await this.ledger.find(filter, limit + 1)
    const entries = found.slice(0, limit).map(toAccessEntry)
    return { entries, next: found.length > limit ? entries.at(-1)!.index : null, receipt }
  }
}
