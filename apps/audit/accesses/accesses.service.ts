import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import type { ListAccesses, OwnAccessesListed } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { LedgerService } from '../ledger/ledger.service.ts'
import { accessesEntry, MOST_READ, ownPage } from './accesses.rules.ts'

/** What somebody did themselves, for them to see that it is recorded. */
@Injectable()
export class AccessesService {
  constructor(private readonly ledger: LedgerService) {}

  async list(caller: Caller, { before }: ListAccesses): Promise<OwnAccessesListed> {
    const receipt = await this.ledger.append(accessesEntry(randomUUID(), caller))
    const filter = { personId: caller.personId, before: before ?? receipt.index }
    const found = await this.ledger.find(filter, MOST_READ)
    return { ...ownPage(caller.personId, found, found.length < MOST_READ), receipt }
  }
}
