import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Fault, type Nothing, type ReleaseChild, type RestrictChild, type Restricted } from '@contactpoint/contracts'
import { assertInTransaction, isDuplicate, transaction } from '@contactpoint/mongo'
import { hiddenFactsOf } from '@contactpoint/matching'
import type { Connection } from 'mongoose'
import pLimit from 'p-limit'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { toRestrictedChild, visibilityIn } from './restrictions.rules.ts'

/** The directory's half of a shield: the marks on a child and its keys, by which its hidden values find nobody. */
@Injectable()
export class RestrictionsService {
  private readonly turn = pLimit(1)

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly restrictions: RestrictionsRepository,
    private readonly nearness: NearnessService,
  ) {}

  /** Marks first, looks for near records second: whatever is written between the two is either found or finds the mark. */
  async restrict(ask: RestrictChild): Promise<Restricted> {
    await this.mark(ask, true)
    const restricted = await this.restrictions.find(ask.childId)
    return { hidden: restricted?.restricted ? await this.nearness.hideAround(restricted) : [] }
  }

  async release(ask: ReleaseChild): Promise<Nothing> {
    await this.mark(ask, false)
    const released = await this.restrictions.find(ask.childId)
    if (released && !released.restricted) await this.nearness.giveBack(ask.childId)
    return {}
  }

  /**
   * Does one such write after the other: those of restricted children are numbered, so of many at the same moment all but one would
   * start over, again and again. Only copies of this service still meet.
   */
  inTurn(write: () => Promise<void>): Promise<void> {
    return this.turn(write)
  }

  /** Keeps a restricted child for the near test as it is written; in the transaction that writes it. */
  async keep(child: Child, alsoHidden: readonly string[] = []): Promise<void> {
    assertInTransaction()
    const before = await this.restrictions.find(child.childId)
    await this.restrictions.write(toRestrictedChild(child, [...(before?.facts ?? []), ...alsoHidden]))
  }

  /** What a record hid that goes on as another, restricted one stays hidden there; in the transaction that joins them. */
  async takeOver(joined: Child, into: Child): Promise<void> {
    const before = await this.restrictions.find(joined.childId)
    await this.keep(into, [...(before?.facts ?? []), ...hiddenFactsOf(toMatchRecord(joined))])
    if (!before?.restricted) return
    await this.restrictions.write({ ...before, restricted: false })
    await this.nearness.handOver(joined.childId, into.childId)
  }

  /** After a record was made of others, or given back. @returns ids of what a restricted one hides now */
  async lookAround(childId: string): Promise<string[]> {
    await this.nearness.reconsider(childId)
    const restricted = await this.restrictions.find(childId)
    return restricted?.restricted ? this.nearness.hideAround(restricted) : []
  }

  /** After a feed has changed what a restricted child hides: hides what that has brought around it. */
  async lookAgain(childId: string): Promise<void> {
    const restricted = await this.restrictions.find(childId)
    if (restricted?.restricted) await this.nearness.hideAroundFacts(restricted)
  }

  /** Starts over when another child's mark was written at the same moment: their changes are numbered. */
  private async mark({ childId, version, tier }: RestrictChild, restricted: boolean): Promise<void> {
    if (!(await this.records.findById(childId))) throw Fault.notFound()
    for (;;)
      try {
        await this.inTurn(() =>
          transaction(this.connection, async () => {
            const child = (await this.records.findById(childId))!
            const change = { restriction: version, restricted, visibility: visibilityIn(child, tier) }
            if (!(await this.records.setRestriction(child, change))) return
            await this.keep((await this.records.findById(childId))!)
          }),
        )
        return await this.nearness.reconsider(childId) // who is no longer sealed is shown again, after a crash too
      } catch (error) {
        if (!isDuplicate(error)) throw error
      }
  }
}
