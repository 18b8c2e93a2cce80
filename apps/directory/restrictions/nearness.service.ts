import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { NearKind } from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import {
  birthDatesToLookAt,
  isNear,
  kindsOf,
  nearnessOf,
  otherItemsOf,
  restrictedItemsOf,
  type Nearness,
  type NearRestricted,
} from '@contactpoint/matching'
import type { Connection } from 'mongoose'
import { StaleChild, toMatchRecord, type NearCandidate } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { nearRowId, NearRowsRepository } from './near-rows.repository.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import { MOST_HIDDEN, nearestFirst, seenOf, shownRecord } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'

/** What is near a restricted child is hidden until a person decides: no feed makes a visible twin of it (I11). */
@Injectable()
export class NearnessService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly rows: NearRowsRepository,
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
    const clear = children.filter((child, n) => child.restricted || near[n]!.length === 0)
    const visible = new Set((await this.revealAll(clear)) ? clear.map(({ childId }) => childId) : [])
    for (const child of children)
      if (!visible.has(child.childId) && (await this.settleAlone(child))) visible.add(child.childId)
    return visible
  }

  /** Looks again when somebody writes the child meanwhile, as its own shield does: nobody else comes to make it visible. */
  private async settleAlone(child: Child): Promise<boolean> {
    let current: Child | null = child
    while (current?.visibility === 'hidden') {
      const near = await this.undecided(current)
      if (near.length === 0 ? await this.revealAll([current]) : await this.hide(current, near)) return near.length === 0
      current = await this.records.findById(child.childId)
    }
    return current?.visibility === 'visible'
  }

  /** The restricted children it is near, but for those of which officers have said that it is another one, and it has not changed since. */
  private async undecided(child: Child): Promise<NearRestricted[]> {
    if (child.restricted) return [] // covered by its own shield, whoever it is near
    const [near] = await this.restrictedChildren.nearEach([child])
    if (near!.length === 0) return []
    const rows = await this.rows.find(near!.map(({ id }) => nearRowId(id, child.childId)))
    const seen = seenOf(child)
    const decided = new Set(
      rows.filter((row) => row.state !== 'open' && row.seen === seen).map((row) => row.restricted),
    )
    return near!.filter(({ id }) => !decided.has(id))
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

  /** Looks at an invisible record again about which something was decided: it is shown when nothing is open, and nothing new is near. */
  async reconsider(childId: string): Promise<void> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (current?.visibility === 'hidden') return void (await this.settle([current]))
      if (current?.visibility !== 'quarantined' || (await this.rows.isOpen(childId))) return
      await transaction(this.connection, (session) => this.records.changeVisibility(current, 'hidden', session))
    }
  }

  /** Gives back what a child made invisible that is restricted no more. */
  async giveBack(restricted: string): Promise<void> {
    for (const other of await this.rows.remove(restricted)) await this.reconsider(other)
  }

  /**
   * Hides the records that are near a child whose shield was just asked for; the nearest, when there are many. @returns their ids
   */
  async hideNear(restricted: RestrictedChild): Promise<string[]> {
    return this.hideAmong(restricted, await this.records.findBornOn(birthDatesToLookAt(restricted.dateOfBirth)))
  }

  /** The same when only something hidden of the child has changed: what it brings near has that in common. */
  async hideNearByFacts(restricted: RestrictedChild): Promise<string[]> {
    return this.hideAmong(restricted, await this.records.findByKeys(restricted.facts))
  }

  private async hideAmong(restricted: RestrictedChild, candidates: NearCandidate[]): Promise<string[]> {
    const items = restrictedItemsOf(shownRecord(restricted), restricted.facts)
    const near = candidates
      .filter(({ childId, restricted: own }) => childId !== restricted._id && !own)
      .map((child) => ({ child, nearness: nearnessOf(items, otherItemsOf(toMatchRecord(child))) }))
      .filter(({ nearness }) => isNear(nearness))
      .sort(nearestFirst)
    const hidden: string[] = []
    for (const { child, nearness } of near.slice(0, MOST_HIDDEN))
      if (await this.quarantine(child.childId, { id: restricted._id, nearness })) hidden.push(child.childId)
    return hidden
  }

  /** Tries again when a feed writes the record at the same time; a restricted one is covered by its own shield. */
  private async quarantine(childId: string, near: NearRestricted): Promise<boolean> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (!current || current.restricted) return false
      const [row] = await this.rows.find([nearRowId(near.id, childId)])
      if (row?.state === 'open' && current.visibility === 'quarantined') return true
      if (row && row.state !== 'open' && row.seen === seenOf(current)) return false
      if (await this.hide(current, [near])) return true
    }
  }

  /** @returns false when the child was written since it was read */
  private async hide(child: Child, near: readonly NearRestricted[]): Promise<boolean> {
    return transaction(this.connection, async (session) => {
      if (!(await this.records.changeVisibility(child, 'quarantined', session))) return false
      for (const { id, nearness } of near) await this.rows.open(id, child.childId, commonOf(nearness), session)
      return true
    })
  }
}

function commonOf(nearness: Nearness): NearKind[] {
  return kindsOf(nearness) as NearKind[]
}
