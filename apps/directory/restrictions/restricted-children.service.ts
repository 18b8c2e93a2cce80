import { Injectable } from '@nestjs/common'
import { otherItemsOf, RestrictedIndex, restrictedItemsOf, type RestrictedAround } from '@contactpoint/matching'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { shownRecord } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'

/** What was around records when somebody looked. */
export interface Look {
  around: RestrictedAround[]
  /** Number of the last change of a restricted child that was seen. */
  sequence: number
}

/**
 * The restricted children, kept in memory as they are stored: there are few, and every new row is held against them. What was
 * changed elsewhere is read before each look, so that a copy of this service is never behind.
 */
@Injectable()
export class RestrictedChildrenService {
  private readonly index = new RestrictedIndex()
  /** Up to here all changes are in the index. */
  private readTo = 0
  private readonly sequences = new Map<string, number>()

  constructor(private readonly restrictions: RestrictionsRepository) {}

  /**
   * The restricted children around each of these, but for what it is itself. The children must have been written hidden before, or be written together
   * with `RestrictionsRepository.assertLast`: what is restricted after this look finds them itself.
   */
  async look(children: readonly Child[], own: readonly (readonly string[])[] = []): Promise<Look> {
    for (const change of await this.restrictions.changesAfter(this.readTo)) this.take(change)
    const around = children.map((child, n) => this.index.around(otherItemsOf(toMatchRecord(child)), own[n]))
    return { around, sequence: this.readTo }
  }

  /** Two looks at a time may have read the same changes, the second one more of them. */
  private take(change: RestrictedChild): void {
    const { _id, sequence, restricted, facts, alike } = change
    if (sequence <= (this.sequences.get(_id) ?? 0)) return
    if (restricted) this.index.set(_id, restrictedItemsOf(shownRecord(change), facts, alike))
    else this.index.delete(_id)
    this.sequences.set(_id, sequence)
    this.readTo = Math.max(this.readTo, sequence)
  }
}
