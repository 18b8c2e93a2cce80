import type { Comparator } from '../fields/comparator.ts'
import type { NameRule, Prepared } from './name-kinds.ts'
import { MOST_SLIPS } from './name-outline.ts'
import { nameShares, type NameKind, type NameShares } from './name-shares.ts'
import { NearAmong, type NameNearness } from './near-among.ts'

/** Names of one kind that are listed, and how many children have others. */
export interface ListedNames<Value extends Prepared> {
  readonly rule: NameRule<Value>
  readonly shares: NameShares
  readonly names: NearAmong<Value>
  /** Share of the children who have each of the names, by number. */
  readonly shareOf: readonly number[]
  /** Share of the children whose name is not listed. */
  readonly unlisted: number
}

export function listedNames<Value extends Prepared>(kind: NameKind, rule: NameRule<Value>): ListedNames<Value> {
  const shares = nameShares(kind)
  const names = new NearAmong(rule)
  const shareOf: number[] = []
  for (const [name, share] of shares) {
    const value = rule.comparator.prepare(name)
    if (!value) continue
    names.add(value)
    shareOf.push(share)
  }
  return { rule, shares, names, shareOf, unlisted: 1 - shareOf.reduce((sum, share) => sum + share, 0) }
}

/**
 * Who has a name near to a given one: what `near` is worth as evidence is how few they are. Worked out once for a name,
 * over all that are listed; of those that are not, as many are taken to be near as of the listed ones, each counted once.
 */
export class Neighbourhood<Value extends Prepared> {
  private readonly comparator: Comparator<Value>
  private readonly own: number
  private readonly around: (NameNearness & { share: number })[]
  /** Of the names that are not listed, the share that one more near name among the listed ones speaks for. */
  private readonly unlisted: number

  /** @param own share of the children who have the name itself */
  constructor({ rule, names, shareOf, unlisted }: ListedNames<Value>, name: Value, own: number) {
    this.comparator = rule.comparator
    this.own = own
    this.unlisted = unlisted / (names.size + 1)
    this.around = names
      .near(name)
      .filter(({ nearness }) => nearness.level > 0)
      .map(({ number, nearness }) => ({ ...nearness, share: shareOf[number]! }))
  }

  /**
   * Share of the children whose name is as near, by the comparator or by slips, and no more frequent than the other name is: a slip
   * of the pen hardly ever makes a frequent name. Those who have the name itself are always among them.
   *
   * @param most share of the children who have the other name
   */
  share({ level, slips }: NameNearness, most: number): number {
    const isLevel = level < this.comparator.levels.length - 1
    const byLevel = isLevel ? this.shareOf((one) => one.level <= level, most) : 1
    const bySlips = slips <= MOST_SLIPS ? this.shareOf((one) => one.slips <= slips, most) : 1
    return Math.min(byLevel, bySlips)
  }

  private shareOf(isAsNear: (one: NameNearness) => boolean, most: number): number {
    let [share, names] = [this.own, 1]
    for (const one of this.around) {
      if (!isAsNear(one)) continue
      names += 1
      if (one.share <= most) share += one.share
    }
    return Math.min(1, share + this.unlisted * names)
  }
}
