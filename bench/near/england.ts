import { otherItemsOf, RestrictedIndex, restrictedItemsOf, type NearRecord } from '@contactpoint/matching'
import { syntheticChildren } from '../../libs/synthetic/children.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { asEntered, asRecord, DATE_CHANGES, FAMILY_CHANGES, GIVEN_CHANGES, twinOf, type Change } from './twins.ts'

/** An England of which some are shielded. */
export interface England {
  /** As registers have them, slips included. */
  children: NearRecord[]
  /** As they are. */
  shielded: NearRecord[]
  index: RestrictedIndex
}

export interface Sizes {
  children: number
  shielded: number
}

export function anEngland({ children: count, shielded: some }: Sizes, seed: number, random: Random): England {
  const children = [...syntheticChildren({ children: count, seed })].map(asRecord)
  const index = new RestrictedIndex()
  const chosen = new Set<number>()
  while (chosen.size < some) chosen.add(random.below(count))
  for (const n of chosen) index.set(String(n), restrictedItemsOf(children[n]!))
  const entered = children.map((child) => asEntered(child, random))
  return { children: entered, index, shielded: [...chosen].map((n) => children[n]!) }
}

/** Each shield as it is asked for, against everybody who is there: how many are near, by the child it is asked for. */
export function hiddenByRequests({ children, index }: England): number[] {
  const hidden = new Map<string, number>()
  children.forEach((child, n) => {
    for (const { id } of index.near(otherItemsOf(child), [String(n)])) hidden.set(id, (hidden.get(id) ?? 0) + 1)
  })
  return [...hidden.values()]
}

/** Of whom officers are told though they stay visible, in all, by the same requests. */
export function toldByRequests({ children, index }: England): number {
  return children.reduce((sum, child, n) => sum + index.around(otherItemsOf(child), [String(n)]).toTell.length, 0)
}

/** Children whom nobody knew, of another England. */
export function newRows(count: number, seed: number, random: Random): NearRecord[] {
  return [...syntheticChildren({ children: count, seed })].map((child) => asEntered(asRecord(child), random))
}

export function rowsHidden({ index }: England, rows: readonly NearRecord[]): number {
  return rows.filter((row) => index.near(otherItemsOf(row)).length > 0).length
}

export function rowsToTell({ index }: England, rows: readonly NearRecord[]): number {
  return rows.filter((row) => index.around(otherItemsOf(row)).toTell.length > 0).length
}

/** Every way in which the names and the birth date of a row may differ, of a child that has moved and has other carers and numbers. */
export const CHANGES: readonly Change[] = GIVEN_CHANGES.flatMap((given) =>
  FAMILY_CHANGES.flatMap((family) =>
    DATE_CHANGES.map((date): Change => ({ given, family, date, moved: true, carers: 'others', number: 'new' })),
  ),
)

/** How many of so many twins that differ in this way are left visible. */
export function leftVisible({ children, shielded }: England, how: Change, twins: number, random: Random): number {
  let visible = 0
  for (let n = 0; n < twins; n++) {
    const original = random.pick(shielded)
    const index = new RestrictedIndex()
    index.set('original', restrictedItemsOf(original))
    if (index.near(otherItemsOf(twinOf(original, how, random.pick(children), random))).length === 0) visible += 1
  }
  return visible
}
