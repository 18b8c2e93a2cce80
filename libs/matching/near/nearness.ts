import type { MatchRecord } from '../traits.ts'
import { hiddenFactsOf, kindsInCommon, knownFactsOf } from './hidden-facts.ts'
import { shownEvidence, shownItemsOf, type ShownItems } from './shown-items.ts'

/** A record as the near test looks at it. */
export type NearRecord = MatchRecord & { readonly gender: string }

/** A restricted child: what its record shows, and what it hides, former values included. */
export interface RestrictedItems {
  readonly shown: ShownItems
  readonly facts: ReadonlySet<string>
  /** What others say that look like it: who has that in common may be of its household, but is none the nearer. */
  readonly alike: ReadonlySet<string>
}

/** Any other record: everything of it is seen. */
export interface OtherItems {
  readonly shown: ShownItems
  readonly facts: readonly string[]
}

/**
 * Bits of evidence from which two records are near by what is shown alone. Of two strangers one pair in some five million is as near: see
 * `docs/decisions/0018-near-by-what-is-shown.md` for what other figures would cost.
 */
export const NEAR_BITS = 25.6

/** Hidden facts tip the scale only together: one alone would answer whoever guesses it. */
const FEWEST_FACTS = 2
/**
 * But for this one, which nobody guesses: one in a hundred million that pass its check, drawn by no rule. A UPN is none: it is made of a school, a year and
 * a thousand numbers.
 */
const NO_GUESS = 'nhs-number'

export function restrictedItemsOf(
  record: NearRecord,
  formerFacts: readonly string[] = [],
  alike: readonly string[] = [],
): RestrictedItems {
  const facts = new Set([...formerFacts, ...hiddenFactsOf(record)])
  return { shown: shownItemsOf(record, false), facts, alike: new Set(alike) }
}

export function otherItemsOf(record: NearRecord): OtherItems {
  let facts: readonly string[] | undefined
  return {
    shown: shownItemsOf(record, true),
    /** Worked out when first asked for: of most records nothing that is shown is near. */
    get facts() {
      return (facts ??= knownFactsOf(record))
    },
  }
}

/** How near a record is to a restricted child. */
export interface Nearness {
  /** By what is shown; see {@link NEAR_BITS}. */
  readonly bits: number
  /** Kinds of hidden fact in common, where given name and birth date are near; else none. */
  readonly facts: readonly string[]
}

export function nearnessOf(restricted: RestrictedItems, other: OtherItems): Nearness {
  const { given, date, total } = shownEvidence(restricted.shown, other.shown)
  return { bits: total, facts: given && date ? kindsInCommon(restricted.facts, other.facts) : [] }
}

/**
 * Whether somebody who knows what the shielded record shows would take the other record for that child (architecture section 3,
 * "Near means"): by name, birth date and gender alone; or because two kinds of hidden fact agree beside a given name and a birth
 * date that are near, or the NHS number does.
 */
export function isNear({ bits, facts }: Nearness): boolean {
  return bits >= NEAR_BITS || facts.length >= FEWEST_FACTS || facts.includes(NO_GUESS)
}

/**
 * Whether people are to be told of it: one hidden fact agrees beside a given name and a birth date that are near, as of a child that was renamed and has
 * moved. It stays as it is, since hiding it would answer whoever guesses.
 */
export function isToTell(nearness: Nearness): boolean {
  return nearness.facts.length > 0 && !isNear(nearness)
}

/** What is near, as kinds: `shown` where it is by what is shown. */
export function kindsOf({ bits, facts }: Nearness): string[] {
  return [...(bits >= NEAR_BITS ? ['shown'] : []), ...facts]
}
