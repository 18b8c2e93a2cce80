import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { transaction } from '@contactpoint/mongo'
import {
  birthDatesToLookAt,
  isNear,
  nearnessOf,
  otherItemsOf,
  restrictedItemsOf,
  type RestrictedItems,
} from '@contactpoint/matching'
import type { Connection } from 'mongoose'
import { StaleChild, toMatchRecord, type NearCandidate } from '../children/children.rules.ts'
import type { Child, Visibility } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import { MOST_HIDDEN, nearestFirst, shownRecord } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'

/** What is near a restricted child is hidden until a person decides: no feed makes a visible twin of it (I11). */
@Injectable()
export class NearnessService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly restrictedChildren: RestrictedChildrenService,
  ) {}

  /**
   * Decides about children that were just written hidden, and makes those visible that are near no restricted one. The look comes
   * after the hidden write: a restriction that commits later looks for near records itself and finds these.
   *
   * @returns ids of those that are visible now
   */
  async settle(children: Child[]): Promise<Set<string>> {
    const near = await this.restrictedChildren.nearEach(children)
    // A restricted child is covered by its own shield, whoever it is near.
    const isClear = (child: Child, n: number): boolean => child.restricted || near[n]!.length === 0
    const clear = children.filter(isClear)
    const visible = new Set<string>()
    if (await this.revealAll(clear)) for (const { childId } of clear) visible.add(childId)
    for (const child of children)
      if (!visible.has(child.childId) && (await this.settleAlone(child))) visible.add(child.childId)
    return visible
  }

  /** Looks again when somebody writes the child meanwhile, as its own shield does: nobody else comes to make it visible. */
  private async settleAlone(child: Child): Promise<boolean> {
    let current: Child | null = child
    while (current?.visibility === 'hidden') {
      const [near] = await this.restrictedChildren.nearEach([current])
      const to = current.restricted || near!.length === 0 ? 'visible' : 'quarantined'
      if (await this.change(current, to)) return to === 'visible'
      current = await this.records.findById(child.childId)
    }
    return current?.visibility === 'visible'
  }

  /** @returns false when one of them was written meanwhile: then none was made visible */
  private async revealAll(children: Child[]): Promise<boolean> {
    if (children.length === 0) return true
    try {
      await transaction(this.connection, (session) => this.records.reveal(children, session))
      return true
    } catch (error) {
      if (error instanceof StaleChild) return false
      throw error
    }
  }

  /**
   * Hides the records that are near a child whose shield was just asked for; the nearest, when there are many. @returns their ids
   */
  async hideNear(restricted: RestrictedChild): Promise<string[]> {
    const items = restrictedItemsOf(shownRecord(restricted), restricted.facts)
    return this.hide(items, await this.records.findBornOn(birthDatesToLookAt(restricted.dateOfBirth)), restricted._id)
  }

  /** The same when only something hidden of the child has changed: what it brings near has that in common. */
  async hideNearByFacts(restricted: RestrictedChild): Promise<string[]> {
    const items = restrictedItemsOf(shownRecord(restricted), restricted.facts)
    return this.hide(items, await this.records.findByKeys(restricted.facts), restricted._id)
  }

  private async hide(restricted: RestrictedItems, candidates: NearCandidate[], ownId: string): Promise<string[]> {
    const near = candidates
      .filter(({ childId, restricted: own }) => childId !== ownId && !own)
      .map((child) => ({
        childId: child.childId,
        nearness: nearnessOf(restricted, otherItemsOf(toMatchRecord(child))),
      }))
      .filter(({ nearness }) => isNear(nearness))
      .sort(nearestFirst)
    const hidden: string[] = []
    for (const { childId } of near.slice(0, MOST_HIDDEN)) if (await this.quarantine(childId)) hidden.push(childId)
    return hidden
  }

  /** Tries again when a feed writes the record at the same time; a restricted one is covered by its own shield. */
  private async quarantine(childId: string): Promise<boolean> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (!current || current.restricted) return false
      if (current.visibility === 'quarantined') return true
      if (await this.change(current, 'quarantined')) return true
    }
  }

  /** @returns false when the child was written since it was read */
  private change(child: Child, to: Visibility): Promise<boolean> {
    return transaction(this.connection, (session) => this.records.changeVisibility(child, to, session))
  }
}
