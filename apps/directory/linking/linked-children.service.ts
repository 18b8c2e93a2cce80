import { Injectable } from '@nestjs/common'
import { isHeldBack } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService, type Changed, type Meant } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import type { SourceWord } from '../children/said.rules.ts'
import { PlacesService } from '../places/places.service.ts'
import { ProtectingService } from '../protecting/protecting.service.ts'
import { NearnessService } from '../restrictions/nearness.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { asSaid, mustHide, wordsWith } from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** A child whose sources say something else: it is written, and looked at again where it is seen otherwise. */
@Injectable()
export class LinkedChildrenService {
  constructor(
    private readonly links: LinkingRepository,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly places: PlacesService,
    private readonly nearness: NearnessService,
    private readonly restrictions: RestrictionsService,
    private readonly protecting: ProtectingService,
  ) {}

  /** The child as its sources say it, with one of their records as it is now. @param urn see `asSaid` */
  async withRecord(meant: Meant, now: SourceRecord, urn: string | null = null): Promise<Changed> {
    return this.asSaid(meant, wordsWith(await this.links.findOf([meant.record.childId]), now._id, now), urn)
  }

  /** @param urn of the school that a row brings, if it brings one: its authority is responsible */
  async asSaid(meant: Meant, words: readonly SourceWord[], urn: string | null = null): Promise<Changed> {
    const authority = await this.places.findAuthority(urn)
    return this.parts.changed(meant, (known) => asSaid(known, words, authority))
  }

  /**
   * A child that is held back from now on has its shield asked for.
   *
   * @param records writes the records of sources that say so, in the transaction that writes the child
   * @returns whether somebody who asks for it sees it, or will when its shield is there
   */
  async write(meant: Meant, { child: changed, part }: Changed, records: () => Promise<void>): Promise<boolean> {
    const { child, record } = meant
    if (changed === child) return this.writeRecords(child, records)
    const mustJudge = child.visibility === 'hidden' || mustHide(child, changed)
    const unjudged: Child = mustJudge ? { ...changed, visibility: 'hidden' } : changed
    const isHeldBackNow = isHeldBack(unjudged) && !isHeldBack(child)
    const written = await this.nearness.written(mustJudge ? [unjudged] : [], async ({ of, keep }) => {
      const judged = of(unjudged)
      await this.restrictions.written(child.restricted, async () => {
        await records()
        if (part) await this.parts.write(child.childId, part)
        await this.records.replace(judged)
        await keep() // first: what is kept of a restricted child is a change after the look
        if (child.restricted) await this.restrictions.keep(judged)
        if (isHeldBackNow) await this.protecting.add(judged, record.childId)
        if (child.visibility === 'quarantined') await this.restrictions.keepLookalike(child.childId)
      })
      return judged
    })
    if (isHeldBackNow) await this.protecting.begin(written)
    return written.visibility !== 'quarantined'
  }

  private async writeRecords(child: Child, records: () => Promise<void>): Promise<boolean> {
    await this.restrictions.written(child.restricted, records)
    return child.visibility === 'hidden' ? this.settle(child) : child.visibility !== 'quarantined'
  }

  /** Looks at a child that is hidden. @returns whether it is visible now */
  settle(child: Child): Promise<boolean> {
    return this.nearness.settle(child)
  }
}
