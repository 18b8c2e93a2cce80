import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Fault, type Nothing, type ReleaseChild, type RestrictChild, type Restricted } from '@contactpoint/contracts'
import { assertInTransaction, transaction } from '@contactpoint/mongo'
import { hiddenFactsOf } from '@contactpoint/matching'
import type { Connection } from 'mongoose'
import pLimit from 'p-limit'
import { StaleChild, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { EffectsService } from './effects.service.ts'
import { LookalikesService } from './lookalikes.service.ts'
import { NearnessService, type AsJudged } from './nearness.service.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { toRestrictedChild, visibilityIn } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'

/** The directory's half of a shield: the marks on a child and its keys, by which its hidden values find nobody. */
@Injectable()
export class RestrictionsService {
  private readonly turn = pLimit(1)

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly restrictions: RestrictionsRepository,
    private readonly nearness: NearnessService,
    private readonly lookalikes: LookalikesService,
    private readonly effects: EffectsService,
  ) {}

  /** Marks first, looks for near records second: whatever is written between the two is either found or finds the mark. */
  async restrict(ask: RestrictChild): Promise<Restricted> {
    await this.mark(ask)
    const hidden = await this.hideAround(ask.childId)
    return { hidden, authority: (await this.records.findById(ask.childId))?.authority ?? null }
  }

  async release(ask: ReleaseChild): Promise<Nothing> {
    await this.records.untilCurrent(() => this.unmark(ask))
    await this.nearness.reconsider(ask.childId) // who is no longer sealed is shown again, after a crash too
    for (const { _id, restricted } of await this.kept(ask.childId)) if (!restricted) await this.nearness.giveBack(_id)
    return {}
  }

  /**
   * Does a write of records whole or not at all. Those of restricted children take turns: they are numbered, so of many at the same moment
   * all but one would start over, again and again. Only copies of this service still meet.
   */
  written(isRestricted: boolean, write: () => Promise<void>): Promise<void> {
    const whole = (): Promise<void> => transaction(this.connection, write)
    return isRestricted ? this.turn(whole) : whole()
  }

  /**
   * Keeps a restricted child for the near test as it is written, with each of the records that it was merged of: who looks like one of them
   * looks like the child. In the transaction that writes it.
   */
  async keep(child: Child, alsoHidden: readonly string[] = []): Promise<void> {
    assertInTransaction()
    const { childId, restricted } = child
    const parts = (await this.parts.findOf(childId)).filter((part) => part.childId !== childId)
    for (const [one, facts] of [[child, alsoHidden] as const, ...parts.map((part) => [part, []] as const)]) {
      const before = await this.restrictions.find(one.childId)
      const alike = await this.lookalikes.factsAlike(one.childId)
      const hidden = [...(before?.facts ?? []), ...facts]
      await this.restrictions.write(toRestrictedChild({ ...one, restricted }, hidden, alike))
    }
  }

  /** What others' shields do to a record that goes on as part of another they do to that one, until people have decided about it. */
  async inherit(joined: string, into: string): Promise<void> {
    assertInTransaction()
    await this.effects.inherit(joined, into, await this.parts.idsOf(into))
  }

  /** What a record hid that goes on as another, restricted one stays hidden there; in the transaction that joins them. */
  async takeOver(joined: Child, into: Child): Promise<void> {
    const before = await this.restrictions.find(joined.childId)
    await this.keep(into, [...(before?.facts ?? []), ...hiddenFactsOf(toMatchRecord(joined))])
  }

  /** After a record was made of others, or given back. @returns ids of what a restricted one hides now */
  async lookAround(childId: string): Promise<string[]> {
    await this.nearness.reconsider(childId)
    return this.hideAround(childId)
  }

  /** In the transaction that writes a record which is unseen for looking like a restricted child. */
  async keepLookalike(childId: string): Promise<void> {
    await this.lookalikes.keepOf(childId)
  }

  /** Hides what looks like a child whose shield is only asked for yet: what its shield will do, now. */
  async hideLooksLike(child: Child): Promise<void> {
    await this.nearness.hideAround({ ...toRestrictedChild(child, []), sequence: 0, counted: true })
  }

  /** After a feed has changed what a restricted child hides: hides what that has brought around it. */
  async lookAgain(childId: string): Promise<void> {
    for (const one of await this.kept(childId)) if (one.restricted) await this.nearness.hideAroundFacts(one)
  }

  private async hideAround(childId: string): Promise<string[]> {
    const hidden = new Set<string>()
    for (const one of await this.kept(childId))
      if (one.restricted) for (const other of await this.nearness.hideAround(one)) hidden.add(other)
    return [...hidden]
  }

  /** What is kept of a child for the near test, and of what it was merged of. */
  private async kept(childId: string): Promise<RestrictedChild[]> {
    const found = await Promise.all((await this.parts.idsOf(childId)).map((id) => this.restrictions.find(id)))
    return found.filter((one) => one !== null)
  }

  private async mark({ childId, version, tier }: RestrictChild): Promise<void> {
    if (!(await this.records.findById(childId))) throw Fault.notFound()
    await this.written(true, async () => {
      const child = (await this.records.findById(childId))!
      const { covered } = child
      const marks = { restriction: version, restricted: true, covered, visibility: visibilityIn(child, tier) }
      if (!(await this.records.setMarks(childId, marks))) return
      await this.keep((await this.records.findById(childId))!)
    })
    await this.nearness.reconsider(childId) // who is no longer sealed is shown again, after a crash too
  }

  /** From then on it is kept as others' shields have it: a sister's still covers where both live. */
  private async unmark({ childId, version: restriction }: ReleaseChild): Promise<void> {
    const child = await this.records.findById(childId)
    if (!child) throw Fault.notFound()
    if (child.restriction >= restriction) return
    const free = { ...child, restricted: false, visibility: visibilityIn(child) }
    const write = (judged: AsJudged): Promise<void> =>
      transaction(this.connection, async () => {
        const current = await this.records.findById(childId)
        if (current?.version !== child.version) throw new StaleChild()
        const { restricted, covered, visibility } = judged.of(free)
        await this.records.setMarks(childId, { restriction, restricted, covered, visibility })
        await judged.keep()
        await this.keep((await this.records.findById(childId))!)
      })
    await this.turn(() => this.nearness.written([free], write))
  }

  /** For what a version before did not look for: what look-alikes say, and all around the child. */
  async lookAnew(childId: string): Promise<void> {
    await this.written(true, () => this.lookalikes.keep([childId]))
    await this.lookAround(childId)
  }
}
