import { foldName } from '@contactpoint/text'
import type { FamilyName } from '../fields/family-name.ts'
import type { GivenName } from '../fields/given-name.ts'
import { remembering } from '../fields/remembering.ts'
import { FAMILY, GIVEN, type Prepared } from './name-kinds.ts'
import { nameNearness } from './near-among.ts'
import { nameShare } from './name-shares.ts'
import { listedNames, Neighbourhood, type ListedNames } from './neighbourhood.ts'

/** What stands where nobody knows a name (Baby, Unknown) does so for one child in so many. */
const NAMELESS = 1 / 100

/** The names of one child are equal rather than not. */
const UNEQUAL_BITS = 0.4

/** Of thirty slips of the pen, and of five names misheard, one makes a name that others have; most strangers have such a name. */
const LISTED_BITS = 3

/** Levels that are no slips: another form of the name, or some of it. */
const OTHER_FORMS = new Set(['variant', 'part', 'initial'])

/** A name that is shown, or that is held against one; what is worked out of it is so once, when it is first asked for. */
export class NearName<Value extends Prepared> {
  readonly folded: string
  /** Share of the children who have it. */
  readonly share: number
  readonly text: string
  private readonly listed: ListedNames<Value>
  private value: Value | null | undefined
  private neighbourhood: Neighbourhood<Value> | undefined

  constructor(listed: ListedNames<Value>, kind: 'given' | 'family', text: string) {
    this.text = text
    this.listed = listed
    this.folded = foldName(text)
    this.share = nameShare(kind, this.folded)
  }

  /** As the matching model compares it; null for what it takes for no name, such as Baby. */
  get prepared(): Value | null {
    if (this.value === undefined) this.value = this.listed.rule.comparator.prepare(this.text)
    return this.value
  }

  /** The name of the level at which they agree. */
  levelOf(other: NearName<Value>): string | null {
    if (!this.prepared || !other.prepared) return null
    const { comparator } = this.listed.rule
    return comparator.levels[comparator.compare(this.prepared, other.prepared)]!
  }

  /**
   * How seldom a stranger's name is as near to this one, which is shown, as the other is: the binary logarithm of one in so
   * many children. Zero when they are not near. Never more than the rarity of this name, since who has it can be misspelt too.
   */
  bits(other: NearName<Value>): number {
    if (this.folded === other.folded) return this.folded === '' ? 0 : rarity(this.prepared ? this.share : NAMELESS)
    if (!this.prepared || !other.prepared) return 0
    const near = nameNearness(this.listed.rule, this.prepared, other.prepared)
    if (!near) return 0
    if (near.level === 0) return rarity(this.share)
    const { whole } = other.prepared
    if (this.prepared.whole.startsWith(whole)) return rarity(this.shareBeginning(whole))
    this.neighbourhood ??= new Neighbourhood(this.listed, this.prepared, this.share)
    const bits = rarity(this.neighbourhood.share(near, other.share))
    return Math.max(0, bits - UNEQUAL_BITS - (this.isOtherName(other, near.level) ? LISTED_BITS : 0))
  }

  /** Whether it is rather another name than a slip. */
  private isOtherName({ folded }: NearName<Value>, level: number): boolean {
    return this.listed.shares.has(folded) && !OTHER_FORMS.has(this.listed.rule.comparator.levels[level]!)
  }

  /** Share of the children whose name begins so: all that an initial says. */
  private shareBeginning(start: string): number {
    let share = this.share
    for (const [name, one] of this.listed.shares) if (name !== this.folded && name.startsWith(start)) share += one
    return share
  }
}

const MOST_REMEMBERED = 50_000

/** Names of one kind; those that come again, as most do, are made ready once. */
class Names<Value extends Prepared> {
  readonly of: (text: string) => NearName<Value>

  constructor(kind: 'given' | 'family', listed: () => ListedNames<Value>) {
    this.of = remembering(MOST_REMEMBERED, (text) => new NearName(listed(), kind, text))
  }
}

let listedGiven: ListedNames<GivenName> | undefined
let listedFamily: ListedNames<FamilyName> | undefined

/** First given names. */
export const givenNames = new Names('given', () => (listedGiven ??= listedNames('given', GIVEN)))
export const familyNames = new Names('family', () => (listedFamily ??= listedNames('family', FAMILY)))

/** Bits that a share of the children is worth. */
export function rarity(share: number): number {
  return -Math.log2(Math.min(1, share))
}
