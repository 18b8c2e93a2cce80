import { SOURCES, type PresentRecord, type Source } from '@contactpoint/contracts'
import { isNear, nearnessOf, otherItemsOf, restrictedItemsOf } from '@contactpoint/matching'
import { aRoom, type Room } from '@contactpoint/testing'
import { syntheticChildren } from '@contactpoint/synthetic'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import {
  asRecord,
  DATE_CHANGES,
  FAMILY_CHANGES,
  GIVEN_CHANGES,
  twinOf,
  type Change,
} from '../../../bench/near/twins.ts'
import { Random } from '../../../libs/synthetic/random.ts'
import { directory } from '../app.module.ts'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child, ChildDocument } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { shownRecord } from './restrictions.rules.ts'
import type { RestrictedChild } from './restrictions.schema.ts'
import { RestrictionsService } from './restrictions.service.ts'

const random = new Random(2009)
/** Children of whom every one is shielded: before its twins come, in the midst, or after. */
const SHIELDED = 500
const ROWS_AT_A_TIME = 100
let room: Room
let rows = 0

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

/** A row of its own; a source says nothing of carers or numbers that it does not have. */
function aRow(source: Source, given: ReturnType<typeof asRecord>): PresentRecord {
  rows += 1
  return {
    ...{ kind: 'present', recordId: `R${rows}`, version: String(rows).padStart(8, '0'), asOf: '2026-10-01' },
    ...{ name: { given: [...given.name.given], family: given.name.family }, formerFamilyNames: [] },
    ...{ dateOfBirth: given.dateOfBirth, gender: genderOf(given) },
    address: given.address && { lines: ['1 High Street'], postcode: given.address.postcode },
    identifiers: source === 'school-census' ? given.identifiers.map((one) => ({ ...one }) as never) : [],
    carers: given.carers.map(({ name, phone }) => {
      return { name: { given: [...name.given], family: name.family }, relationship: 'parent', phone }
    }),
    ...{ education: null, gpPracticeCode: null },
  }
}

function genderOf({ gender }: ReturnType<typeof asRecord>): PresentRecord['gender'] {
  return gender === 'F' ? 'female' : gender === 'M' ? 'male' : 'unspecified'
}

async function apply(source: Source, records: PresentRecord[]): Promise<void> {
  for (let n = 0; n < records.length; n += ROWS_AT_A_TIME) {
    const some = records.slice(n, n + ROWS_AT_A_TIME).map((record, at) => ({ row: n + at + 1, line: 1, record }))
    await room.get(LinkingService).apply({ source, batchId: `b-${source}`, rows: some })
  }
}

async function childOf({ recordId }: PresentRecord): Promise<Child> {
  const linkId = `school-census:${recordId}`
  const link = (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!
  return (await room.get(RecordsService).findById(link.childId!))!
}
const restrict = async (record: PresentRecord) =>
  room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })

/** As the feeds of 2009 had them: moved, misspelt, renamed, with another number, a birth date beside, and several of that at once. */
function aChange(): Change {
  return {
    family: random.pick([...FAMILY_CHANGES]),
    given: random.pick([...GIVEN_CHANGES]),
    date: random.pick([...DATE_CHANGES]),
    moved: random.chance(0.5),
    carers: random.pick(['same', 'renamed', 'others']),
    number: random.pick(['same', 'none', 'new']),
  }
}

it('March 2009 again: whatever every source says of shielded children, no shield changes, nothing new is shown of them, and nobody looks like one of them', async () => {
  const people = [...syntheticChildren({ children: SHIELDED + 20, seed: 2009, duplicates: 0 })].map(asRecord)
  const stranger = () => people[SHIELDED + random.below(20)]!
  const first = people.slice(0, SHIELDED).map((person) => aRow('school-census', person))
  await apply('school-census', first)
  const before = first.filter((_one, n) => n % 3 === 0)
  for (const record of before) await restrict(record)
  const shown = new Map<string, unknown>()
  const shownOf = ({ name, dateOfBirth, gender }: Child) => ({ name, dateOfBirth, gender })
  for (const record of before) shown.set(record.recordId, shownOf(await childOf(record)))

  for (const [nth, source] of SOURCES.entries()) {
    const twins = people.slice(0, SHIELDED).map((person) => aRow(source, twinOf(person, aChange(), stranger(), random)))
    await apply(source, twins)
    // And in two steps: what came changes again.
    const again = twins.map((twin, n) => ({
      ...aRow(source, twinOf(people[n]!, aChange(), stranger(), random)),
      recordId: twin.recordId,
    }))
    if (nth === 1) for (const record of first.filter((_one, n) => n % 3 === 1)) await restrict(record)
    await apply(source, again)
  }
  for (const record of first.filter((_one, n) => n % 3 === 2)) await restrict(record)

  for (const record of first) {
    const child = await childOf(record)
    expect(child).toMatchObject({ restricted: true, visibility: 'visible' })
    if (shown.has(record.recordId)) expect(shownOf(child)).toEqual(shown.get(record.recordId))
  }
  const kept = await room.db.collection<RestrictedChild>('restricted_children').find({ restricted: true }).toArray()
  expect(kept).toHaveLength(SHIELDED)
  const seen = await room.db
    .collection<ChildDocument>('children')
    .find({ visibility: 'visible', restricted: false })
    .toArray()
  const shields = kept.map((one) => ({ one, items: restrictedItemsOf(shownRecord(one), one.facts) }))
  const twins = seen.flatMap(({ _id, ...child }) => {
    const items = otherItemsOf(toMatchRecord(child))
    return shields.filter((shield) => isNear(nearnessOf(shield.items, items))).map(({ one }) => [one._id, _id])
  })
  expect(twins).toEqual([])
}, 600_000)
