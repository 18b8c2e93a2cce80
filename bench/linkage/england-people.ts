import type { SyntheticChild } from '../../libs/synthetic/child.ts'
import { syntheticChildren } from '../../libs/synthetic/children.ts'
import type { Address } from '../../libs/synthetic/address.ts'
import { Random } from '../../libs/synthetic/random.ts'
import { readRows } from '../../libs/synthetic/reference.ts'
import { makeAlike } from './england-twins.ts'
import { makeDoubles, type Strangers } from './england-strangers.ts'

/** A child with what the metrics ask about. */
export interface Person {
  readonly child: SyntheticChild
  readonly community: string
  /** Another child of the household was born on the same day. */
  readonly twin: boolean
  /** Another child of the household was born on another day. */
  readonly sibling: boolean
  /** A stranger elsewhere has the same given name, family name and date of birth. */
  readonly double: boolean
}

/** What is made by hand, so that a matcher has it hard. */
export interface HardCases {
  /** Who has a stranger of the same name and birthday; by name when left out. */
  readonly strangers?: Strangers
  /** Of the pairs of twins, 0 to 1, who are given names that are easily taken for one; none when left out. */
  readonly alikeTwins?: number
}

/**
 * Children of whole households, some of whom share name and date of birth with a stranger.
 *
 * @param children how many, at least 1
 */
export function people(children: number, seed: number, random: Random, hard: HardCases = {}): Person[] {
  const all = [...syntheticChildren({ children, seed })]
  const households = Map.groupBy(all, ({ householdId }) => householdId)
  const doubles = makeDoubles(all, households, random, hard.strangers ?? 'by-name')
  // Numbers of its own, so that everybody else is the same with and without them.
  if (hard.alikeTwins) makeAlike(households, new Random(seed + 2), hard.alikeTwins)
  const communityOf = nameCommunities()
  return all.map((child) => {
    const others = households.get(child.householdId)!.filter((other) => other !== child)
    return {
      child,
      community: communityOf(child),
      twin: others.some(({ dateOfBirth }) => dateOfBirth === child.dateOfBirth),
      sibling: others.some(({ dateOfBirth }) => dateOfBirth !== child.dateOfBirth),
      double: doubles.has(child),
    }
  })
}

/** Homes of other people, one after another and without end. */
export function otherHomes(seed: number): () => Address | undefined {
  const homes = syntheticChildren({ children: 12_000_000, seed: seed + 1 })
  return () => homes.next().value?.address
}

/**
 * Tells which community a child's names are common in, by the table that the generator draws from: the generator itself
 * forgets it. A surname weighs more than a forename, which is borrowed more often; `general` when the table has neither.
 */
function nameCommunities(): (child: SyntheticChild) => string {
  const known = new Map<string, Map<string, number>>()
  for (const [community, part, , name, weight] of readRows('community_names.csv.gz')) {
    const key = `${part} ${name}`
    const weights = known.get(key) ?? new Map<string, number>()
    known.set(key, weights.set(community!, (weights.get(community!) ?? 0) + Number(weight)))
  }
  return ({ givenName, familyName }) => {
    const families = familyName.split(/[- ]/).map((part) => known.get(`surname ${part}`))
    const surname = families.find((weights) => weights !== undefined)
    const forename = known.get(`forename ${givenName}`)
    if (!surname) return 'general'
    const scored = [...surname].map(([community, weight]) => {
      return { community, score: Math.log1p(weight) + 3 * Math.log1p(forename?.get(community) ?? 0) }
    })
    return scored.sort((a, b) => b.score - a.score)[0]!.community
  }
}
