import { Injectable } from '@nestjs/common'
import { Bus, ifFound, type Caller } from '@contactpoint/bus'
import {
  isChildId,
  readRecord,
  type Asker,
  type Disclosure,
  type OpenDisclosure,
  type PolicyDocument,
} from '@contactpoint/contracts'
import { MediationsService } from '../mediations/mediations.service.ts'
import { OverridesService } from '../overrides/overrides.service.ts'
import type { Stance } from '../protection/protection.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { nothingFound, type Reading } from '../release/release.rules.ts'
import { RelationsService } from '../relations/relations.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { disclosureAsked, shownRecord, toDisclosure, type ShownRecord } from './disclosures.rules.ts'

/** Opening one child's record. */
@Injectable()
export class DisclosuresService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly overrides: OverridesService,
    private readonly mediations: MediationsService,
    private readonly relations: RelationsService,
    private readonly releases: ReleaseService,
  ) {}

  async open(caller: Caller, ask: OpenDisclosure): Promise<Disclosure> {
    const { mediationId } = ask
    const asker = mediationId ? await this.mediations.askerOf(caller, { ...ask, mediationId }) : undefined
    const { content, account } = await this.releases.release(caller, disclosureAsked(ask, asker), (policy) =>
      this.read(caller, asker, ask.childId, policy),
    )
    return { ...toDisclosure(content), ...account }
  }

  /** @param asker undefined: nobody but the caller */
  private async read(
    caller: Caller,
    asker: Asker | undefined,
    childId: string,
    policy: PolicyDocument,
  ): Promise<Reading<ShownRecord>> {
    if (!isChildId(childId)) return nothingFound(childId)
    // Before the record, never beside it: a record that was read before it was hidden would pass under a stance taken after.
    const stance = await (asker ? this.protection.stance(childId) : this.stanceOf(caller, childId))
    const { view } = stance
    const said = view === 'visible' ? {} : { sensitive: policy.sensitiveServices }
    const record = await ifFound(this.bus.ask(readRecord, { childId, view, ...said }))
    // Of a shielded child nothing is said over the telephone, not even that there is one; and it takes as long as of nobody.
    if (!record || stance.isSealed || (asker && view !== 'full')) return nothingFound(childId)
    const shown = shownRecord(record, stance, policy.views)
    const signals = await this.relations.signalsOfRecord(caller, shown.content!.record)
    const askerSignals = asker && (await this.relations.signalsOfRecord(asker, shown.content!.record))
    return { ...shown, signals, askerSignals }
  }

  /** What everybody may see, or this caller by an override of the shield. */
  private async stanceOf(caller: Caller, childId: string): Promise<Stance> {
    const stance = await this.protection.stance(childId)
    const isShielded = stance.view === 'visible' && !stance.isSealed
    return (isShielded && (await this.overrides.stanceOf(caller, childId))) || stance
  }
}
