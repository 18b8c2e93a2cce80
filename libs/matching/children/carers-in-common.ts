import { foldName, toPhone } from '@contactpoint/text'
import { familyName } from '../fields/family-name.ts'
import { givenName } from '../fields/given-name.ts'
import type { MatchRecord } from '../traits.ts'

/** No given name is that of more than one in thirty parents of one age; what their family names say, their children's have said already. */
const CARER_BITS = 5
/** Of a thousand of that name none has the number, but one that stands in many records for want of another. */
const WITH_PHONE_BITS = 15

type Cared = Pick<MatchRecord, 'name' | 'carers'>

/**
 * What it says that a row and a child name carers alike, in bits. 0 where none is in common, which says nothing: carers change, and sources know
 * some of them.
 */
export function carerBits(row: Cared, child: Cared): number {
  if (row.carers.length === 0 || child.carers.length === 0) return 0
  const known = carersOf(child)
  const bits = [...carersOf(row)].map(([carer, phone]): number => {
    if (!known.has(carer)) return 0
    return phone !== null && known.get(carer) === phone ? WITH_PHONE_BITS : CARER_BITS
  })
  // Two carers say what a family says, and more are written by one hand.
  return Math.max(Math.min(2 * CARER_BITS, CARER_BITS * bits.filter((one) => one > 0).length), ...bits)
}

/** Phones by given and family name; without those who are not named, by an initial alone, or as the child is. */
function carersOf({ name: own, carers }: Cared): Map<string, string | null> {
  const named = carers.filter(({ name }) => isNamed(name.given[0] ?? '', name.family) && keyOf(name) !== keyOf(own))
  return new Map(named.map(({ name, phone }) => [keyOf(name), toPhone(phone)]))
}

function isNamed(given: string, family: string): boolean {
  return foldName(given).length > 1 && givenName.prepare(given) !== null && familyName.prepare(family) !== null
}

function keyOf({ given, family }: MatchRecord['name']): string {
  return `${foldName(given[0] ?? '')} ${foldName(family)}`
}
