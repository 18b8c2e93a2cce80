import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import { isChildId, readRecord, type ChildRecord, type Disclosure, type OpenDisclosure } from '@contactpoint/contracts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { ReleaseService } from '../release/release.service.ts'
import { disclosureAsked, shownRecord } from './disclosures.rules.ts'

/** Opening one child's record. */
@Injectable()
export class DisclosuresService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly releases: ReleaseService,
  ) {}

  async open(caller: Caller, ask: OpenDisclosure): Promise<Disclosure> {
    const { content, account } = await this.releases.release(caller, disclosureAsked(ask), () => this.read(ask.childId))
    return { child: content.child, shielded: !content.full, ...account }
  }

  private async read(childId: string): Promise<Reading<ChildRecord>> {
    if (!isChildId(childId)) return nothingFound(childId)
    // Before the record, never beside it: a record that was read before it was hidden would pass under a stance taken after.
    const stance = await this.protection.stance(childId)
    const record = await ifFound(this.bus.ask(readRecord, { childId, view: stance.view }))
    return record && !stance.isSealed ? shownRecord(record, stance) : nothingFound(childId)
  }
}
