import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { transaction } from '@contactpoint/mongo'
import { isLikelySameChild, isLooselyNear, nearKeys, type MatchRecord } from '@contactpoint/matching'
import type { Connection } from 'mongoose'
import { StaleChild } from '../children/children.rules.ts'
import type { Child, Visibility } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { toMatchRecord } from './linking.rules.ts'

type Test = (a: MatchRecord, b: MatchRecord) => boolean

/** What is near a restricted child is hidden until a person decides: no feed makes a visible twin of it (I11). */
@Injectable()
export class NearnessService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly records: RecordsService,
    private readonly links: LinkingRepository,
  ) {}

  /**
   * Decides about a child that was just written hidden, and makes it visible unless it is near a restricted one. The check
   * comes after the hidden write: a restriction that commits later looks for near records itself and finds this one. Looks
   * again when somebody writes the child meanwhile, as its own shield does: nobody else comes to make it visible.
   *
   * @returns whether the child is visible now
   */
  async settle(child: Child, isNew: boolean): Promise<boolean> {
    let current: Child | null = child
    while (current?.visibility === 'hidden') {
      const to = (await this.mustWait(current, isNew)) ? 'quarantined' : 'visible'
      if (await this.change(current, to)) return to === 'visible'
      current = await this.records.findById(child.childId)
    }
    return current?.visibility === 'visible'
  }

  /** A restricted child is covered by its own shield, whoever it is near. */
  private async mustWait(child: Child, isNew: boolean): Promise<boolean> {
    if (child.restricted) return false
    return (await this.findNear(child, isNew ? isLooselyNear : isLikelySameChild, true)).length > 0
  }

  /**
   * The same for children that were just made, together: nearly always none of them is near a restricted one.
   *
   * @returns ids of those that are visible now
   */
  async settleNew(children: Child[]): Promise<Set<string>> {
    const keys = children.flatMap((child) => nearKeys(toMatchRecord(child)))
    const suspects = await this.links.findByKeys([...new Set(keys)], true)
    if (suspects.length === 0 && (await this.revealAll(children)))
      return new Set(children.map(({ childId }) => childId))
    const visible = new Set<string>()
    for (const child of children) if (await this.settle(child, true)) visible.add(child.childId)
    return visible
  }

  /** @returns false when one of them was hidden for good meanwhile: then none was made visible */
  private async revealAll(children: Child[]): Promise<boolean> {
    try {
      await transaction(this.connection, (session) => this.records.reveal(children, session))
      return true
    } catch (error) {
      if (error instanceof StaleChild) return false
      throw error
    }
  }

  /** Hides the visible or hidden records that look like the same child as this restricted one. @returns their ids */
  async hideLookalikes(restricted: Child): Promise<string[]> {
    const found = await this.findNear(restricted, isLikelySameChild, false)
    const hidden: string[] = []
    for (const { childId } of found) if (await this.quarantine(childId)) hidden.push(childId)
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

  private async findNear(child: Child, test: Test, onlyRestricted: boolean): Promise<Child[]> {
    const record = toMatchRecord(child)
    const childIds = await this.links.findByKeys(nearKeys(record), onlyRestricted)
    const others = await this.records.findMany(childIds.filter((childId) => childId !== child.childId))
    return others.filter((other) => other.restricted === onlyRestricted && test(record, toMatchRecord(other)))
  }
}
