import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import {
  appendEntry,
  Fault,
  isChildId,
  readRecord,
  type ChildRecord,
  type Disclosure,
  type OpenDisclosure,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { disclosureEntry, toDisclosure } from './disclosures.rules.ts'

/** A shield changes at most a few times in a child's life; more than this in one request is something else. */
const TRIES = 5

/** The one door through which a child's record leaves. */
@Injectable()
export class DisclosuresService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
  ) {}

  async open(caller: Caller, ask: OpenDisclosure): Promise<Disclosure> {
    for (let tries = 0; tries < TRIES; tries++) {
      const stance = (await this.protection.stances([ask.childId])).get(ask.childId)!
      const record = await this.read(caller, ask, stance)
      const receipt = await this.bus.ask(appendEntry, disclosureEntry(caller, ask, 'shown', record)) // no receipt, no disclosure
      if (await this.protection.guard([stance])) return toDisclosure(record, receipt)
      await this.bus.ask(appendEntry, disclosureEntry(caller, ask, 'withheld', null)) // tightened meanwhile: nothing leaves
    }
    throw Fault.unavailable('shielding')
  }

  /** Every reason not to find a record is the same answer, and is recorded before it is given. */
  private async read(caller: Caller, ask: OpenDisclosure, { view }: Stance): Promise<ChildRecord> {
    try {
      if (!isChildId(ask.childId)) throw Fault.notFound()
      return await this.bus.ask(readRecord, { childId: ask.childId, view })
    } catch (error) {
      if (error instanceof Fault && error.code === 'not-found')
        await this.bus.ask(appendEntry, disclosureEntry(caller, ask, 'not-found', null))
      throw error
    }
  }
}
