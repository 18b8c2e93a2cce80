import type { SyntheticChild } from '../../libs/synthetic/child.ts'
import { syntheticChildren } from '../../libs/synthetic/children.ts'
import type { Address } from '../../libs/synthetic/address.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { readRows } from '../../libs/synthetic/reference.ts'

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

/** Of all children. In an England of twelve million nearly everybody with a common name has a double; here they are made. */
const DOUBLES = 0.005

/**
 * Children of whole households, some of whom share name and date of birth with a stranger.
 *
 * @param children how many, at least 1
 */
export function people(children: number, seed: number, random: Random): Person[] {
  const all = [...syntheticChildren({ children, seed })]
  const households = Map.groupBy(all, ({ householdId }) => householdId)
  const doubles = makeDoubles(all, households, random)
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

/** Gives some only children the name and birthday of another child elsewhere; their carers take the family name. */
function makeDoubles(
  all: SyntheticChild[],
  households: Map<string, SyntheticChild[]>,
  random: Random,
): Set<SyntheticChild> {
  const doubles = new Set<SyntheticChild>()
  const alone = all.filter((child) => households.get(child.householdId)!.length === 1 && child.address)
  const wanted = Math.floor((all.length * DOUBLES) / 2)
  while (doubles.size < wanted * 2 && alone.length > 1) {
    const [copy, model] = [random.pick(alone), random.pick(all)]
    if (copy === model || doubles.has(copy) || doubles.has(model)) continue
    const { familyName: old } = copy
    copy.givenName = model.givenName
    copy.familyName = model.familyName
    copy.dateOfBirth = model.dateOfBirth
    copy.sex = model.sex
    copy.formerSurname = undefined
    copy.carers = copy.carers.map((carer) => ({
      ...carer,
      familyName: carer.familyName === old ? model.familyName : carer.familyName,
    }))
    doubles.add(copy).add(model)
  }
  return doubles
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
