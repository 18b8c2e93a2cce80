import { foldName } from '@contactpoint/text'
import { familyName } from '../fields/family-name.ts'
import { givenName } from '../fields/given-name.ts'
import type { MatchRecord } from '../traits.ts'

/** No given name is that of more than one in thirty parents of one age; what their family names say, their children's have said already. */
const CARER_BITS = 5

/** Two of them say what a family says; more are written by one hand. */
const MOST_CARERS = 2

type Cared = Pick<MatchRecord, 'name' | 'carers'>

/**
 * What it says that a row and a child name carers alike, in bits. 0 where none is in common, which says nothing: carers change, and sources know
 * some of them.
 */
export function carerBits(row: Cared, child: Cared): number {
  if (row.carers.length === 0 || child.carers.length === 0) return 0
  const known = carersOf(child)
  const common = [...carersOf(row)].filter((carer) => known.has(carer))
  return CARER_BITS * Math.min(MOST_CARERS, common.length)
}

/** By given and family name; without those who are not named, by an initial alone, or as the child is. */
function carersOf({ name: own, carers }: Cared): Set<string> {
  const all = carers.filter(({ name }) => isNamed(name.given[0] ?? '', name.family)).map(({ name }) => keyOf(name))
  return new Set(all.filter((key) => key !== keyOf(own)))
}

function isNamed(given: string, family: string): boolean {
  return foldName(given).length > 1 && givenName.prepare(given) !== null && familyName.prepare(family) !== null
}

function keyOf({ given, family }: MatchRecord['name']): string {
  return `${foldName(given[0] ?? '')} ${foldName(family)}`
}
