import { Injectable } from '@nestjs/common'
import {
  birthDatesToLookAt,
  householdFacts,
  householdKinds,
  isNear,
  isToTell,
  kindsOf,
  nearnessOf,
  otherItemsOf,
  restrictedItemsOf,
  type Nearness,
  type OtherItems,
  type RestrictedItems,
} from '@contactpoint/matching'
import { isHeldBack, toMatchRecord, type NearCandidate } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { EffectsService, RestrictedAgain, type Caused } from './effects.service.ts'
import { causeOf, JudgingService, type Judged, type Judgement } from './judging.service.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import { RestrictionsRepository, StaleLook } from './restrictions.repository.ts'
import { factsOf, MOST_COVERED, MOST_HIDDEN, MOST_TOLD, nearestFirst, shownRecord } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'

/** Children as they are to be kept. */
export interface AsJudged {
  /** The child as it is to be kept; one that its source holds back, and any that was not asked about, as it is. */
  of: (child: Child) => Child
  /** Writes why, and holds the running transaction to what was restricted when they were judged. */
  keep: () => Promise<void>
}

/** Restrictions come a few a minute: what meets more than these in a row stands on a store that contradicts itself. */
const MOST_LOOKS = 100

/**
 * What is near a restricted child is made invisible, and what is of its household is covered, until a person decides: no feed makes a
 * visible twin of it (I11), and nobody at its address gives that away (AC-07). Of what may be the child under another name they are told.
 */
@Injectable()
export class NearnessService {
  constructor(
    private readonly records: RecordsService,
    private readonly judging: JudgingService,
    private readonly rows: NearRowsRepository,
    private readonly effects: EffectsService,
    private readonly restrictedChildren: RestrictedChildrenService,
    private readonly restrictions: RestrictionsRepository,
  ) {}

  /**
   * Has children written that may be near a restricted one as they are to be kept, and again when another was restricted meanwhile.
   *
   * @param write writes them in one transaction, which `keep` is part of
   */
  async written<T>(children: readonly Child[], write: (judged: AsJudged) => Promise<T>): Promise<T> {
    const free = children.filter((child) => !isHeldBack(child))
    for (let tries = 1; ; tries++)
      try {
        const judgement = await this.judging.judge(free)
        return await write(this.asJudged(judgement))
      } catch (error) {
        if (!(error instanceof StaleLook) || tries === MOST_LOOKS) throw error
      }
  }

  private asJudged({ judged, sequence }: Judgement): AsJudged {
    const found = new Map(judged.map(({ child, visibility, covered }) => [child, { ...child, visibility, covered }]))
    return {
      of: (child) => found.get(child) ?? child,
      keep: async () => {
        if (judged.length === 0) return
        await this.restrictions.assertLast(sequence)
        await this.effects.open(judged)
      },
    }
  }

  /** Which of these, whom nobody has written, are near no restricted child and of the household of none. */
  async unlikeAny(children: readonly Child[]): Promise<boolean[]> {
    const { around } = await this.restrictedChildren.look(children)
    return around.map(({ near, household }) => near.length === 0 && household.length === 0)
  }

  /**
   * Decides about a child that stands hidden, and makes it visible when it is near no restricted one. The look comes after the hidden
   * write: a restriction that commits later looks for records around it itself and finds this one. Looks again when somebody writes the child
   * meanwhile, as its own shield does: nobody else comes to make it visible.
   *
   * @returns whether it is visible now, or held back: its shield shows it
   */
  async settle(child: Child): Promise<boolean> {
    let current: Child | null = child
    while (current?.visibility === 'hidden' && !isHeldBack(current)) {
      const [settled] = (await this.judging.judge([current])).judged
      const { visibility, covered, causes } = settled!
      if (await this.effects.write(current, { visibility, covered }, causes)) return visibility === 'visible'
      current = await this.records.findById(child.childId)
    }
    return current !== null && (current.visibility === 'visible' || isHeldBack(current))
  }

  /** Looks again at a record about which something was decided: it is shown, or shown whole, when nothing of that is open. */
  async reconsider(childId: string): Promise<void> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (!current || isHeldBack(current) || isUntouched(current)) return
      if (current.visibility === 'hidden') return void (await this.settle(current))
      const judged = (await this.judging.judge([current])).judged[0]!
      const kept = keptAs(current, judged)
      const isKept = kept.visibility === current.visibility && kept.covered === current.covered
      if (isKept && judged.isKnown) return
      if (await this.effects.write(current, kept, judged.causes)) return
    }
  }

  /** Gives back what a child has hidden that is restricted no more: again after a crash, and not where it is restricted again. */
  async giveBack(restricted: string): Promise<void> {
    try {
      for (const other of await this.rows.findOthers(restricted)) {
        await this.giveBackOne(restricted, other)
        await this.reconsider(other) // what another lifting, or a decision, of the same moment took to last
      }
    } catch (error) {
      if (!(error instanceof RestrictedAgain)) throw error
    }
  }

  /** What was done to it is forgotten as it is written without that: whoever judges it at the same moment judges it again. */
  private async giveBackOne(restricted: string, childId: string): Promise<void> {
    for (;;) {
      const current = await this.records.findById(childId)
      if (!current || isHeldBack(current)) return this.effects.forget(restricted, childId)
      const forgetting = () => this.effects.forgetNow(restricted, childId)
      const judged = isUntouched(current) ? null : (await this.judging.judge([current], restricted)).judged[0]!
      const kept = judged ? keptAs(current, judged) : {}
      if (await this.effects.write(current, kept, judged?.causes ?? [], forgetting)) return
    }
  }

  /** Hides what is around a child whose shield was just asked for. @returns ids of what is invisible or covered now */
  async hideAround(restricted: RestrictedChild): Promise<string[]> {
    const born = await this.records.findBornOn(birthDatesToLookAt(restricted.dateOfBirth))
    const hidden = await this.hideNear(restricted, born)
    const home = await this.records.findByKeys(householdFacts(factsOf(restricted)))
    return [...new Set([...hidden, ...(await this.coverHousehold(restricted, home))])]
  }

  /** The same when only something hidden of the child has changed: what it brings near has that in common. */
  async hideAroundFacts(restricted: RestrictedChild): Promise<void> {
    const found = await this.records.findByKeys(factsOf(restricted))
    await this.hideNear(restricted, found)
    await this.coverHousehold(restricted, found)
  }

  /** Hides the nearest, when there are many, and has officers told of those that may be the child under another name. */
  private async hideNear(restricted: RestrictedChild, candidates: NearCandidate[]): Promise<string[]> {
    const items = itemsOf(restricted)
    const alike = others(candidates, restricted)
      .map((child) => ({ child, ...howNear(items, child) }))
      .filter(({ nearness }) => isNear(nearness) || isToTell(nearness))
      .sort(nearestFirst)
    const causing = (effect: 'invisible' | 'told', all: typeof alike): Caused[] =>
      all.map(({ child, nearness }) => ({ child, causes: [causeOf(restricted._id, effect, kindsOf(nearness))] }))
    const near = alike.filter(({ nearness }) => isNear(nearness))
    const told = alike.filter(({ nearness, other }) => isToTell(nearness) && householdKinds(items, other).length === 0)
    const hidden = await this.applyFirst(restricted, causing('invisible', near), MOST_HIDDEN)
    await this.applyFirst(restricted, causing('told', told), MOST_TOLD)
    return hidden
  }

  /** Those with most in common, when there are many. */
  private async coverHousehold(restricted: RestrictedChild, candidates: NearCandidate[]): Promise<string[]> {
    const items = itemsOf(restricted)
    const household = others(candidates, restricted)
      .map((child) => ({ child, kinds: householdKinds(items, otherItemsOf(toMatchRecord(child))) }))
      .filter(({ kinds }) => kinds.length > 0)
      .sort((a, b) => b.kinds.length - a.kinds.length)
      .map(({ child, kinds }) => ({ child, causes: [causeOf(restricted._id, 'covered', kinds)] }))
    return this.applyFirst(restricted, household, MOST_COVERED)
  }

  /** The first of them of which nobody has decided: whoever was found to be somebody else takes no twin's place. */
  private async applyFirst({ sequence }: RestrictedChild, all: Caused[], most: number): Promise<string[]> {
    const undecided = await this.effects.undecidedOf(all)
    const first = all.filter((_one, n) => undecided[n]!.length > 0).slice(0, most)
    const changed: string[] = []
    for (const { child, causes } of first)
      if (await this.effects.apply(child.childId, causes[0]!, sequence > 0)) changed.push(child.childId)
    return changed
  }
}

/** No other child's shield does anything to it. */
function isUntouched({ visibility, covered }: Child): boolean {
  return visibility === 'visible' && !covered
}

function keptAs(current: Child, { visibility, covered }: Judged): Pick<Child, 'visibility' | 'covered'> {
  return { visibility: current.visibility === 'sealed' ? 'sealed' : visibility, covered }
}

function itemsOf(restricted: RestrictedChild): RestrictedItems {
  return restrictedItemsOf(shownRecord(restricted), restricted.facts, restricted.alike)
}

function howNear(items: RestrictedItems, child: NearCandidate): { other: OtherItems; nearness: Nearness } {
  const other = otherItemsOf(toMatchRecord(child))
  return { other, nearness: nearnessOf(items, other) }
}

function others(candidates: NearCandidate[], { _id }: RestrictedChild): NearCandidate[] {
  return candidates.filter(({ childId, restricted }) => childId !== _id && !restricted)
}
