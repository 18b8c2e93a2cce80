import { aPupil, type Pupil } from '@contactpoint/testing'
import type { CensusSupplier } from './outset.trip.ts'
import type { Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

/** Two records of the directory. */
export interface TwoRecords {
  early: Pupil
  late: Pupil
  earlyId: string
  lateId: string
}

/** Two pupils, of whom nothing says that they are one: the directory has known the first for longer. */
export async function twoRecords(census: CensusSupplier): Promise<TwoRecords> {
  const [early, late] = [aPupil(), aPupil({ address: { lines: ['8 Mill Lane'], postcode: 'HX3 6TT' } })]
  await census.deliver(early)
  await census.deliver(late)
  const [earlyId, lateId] = [await census.childIdOf(early), await census.childIdOf(late)]
  return { early, late, earlyId, lateId }
}

/** Every two of as many pupils, by their ids. */
export async function everyTwo(census: CensusSupplier, count: number): Promise<[string, string][]> {
  const pupils = Array.from({ length: count }, () => aPupil())
  await census.deliver(...pupils)
  const ids = await Promise.all(pupils.map((pupil) => census.childIdOf(pupil)))
  return ids.flatMap((id, at) => ids.slice(at + 1).map((otherId): [string, string] => [id, otherId]))
}

/** Says on the page that two records are of one child. */
export async function nameTwo(who: Visitor, childId: string, otherId: string): Promise<void> {
  await who.fill('Id of one record', childId)
  await who.fill('Id of the other record', otherId)
  await who.press('Say that they are one child')
}

/** Opens the pair that waits longest. */
export async function openFirst(who: Visitor): Promise<void> {
  await who.page.goto('/duplicates')
  await who.press('Open pair 1')
  await shows(who.page, 'Are these of one child?')
}
