import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { EffectsService } from './effects.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const apply = (...records: PresentRecord[]) => feeds.apply(...records)
const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!
const listed = async (record: PresentRecord) =>
  (await room.get(NearRecordsService).list({ childId: (await childOf(record)).childId })).records
/** Where nobody else lives, without carers. */
const otherHome = (): Partial<PresentRecord> => ({ ...anotherHome(), carers: [] })

describe('a dishonest supplier who has a practitioner look for it, and knows the family name of a shielded child', () => {
  /** Of a town: what it must guess. */
  const POSTCODES = Array.from({ length: 40 }, (_, n) => `TQ${1 + (n % 8)} ${Math.floor(n / 8) + 1}ZZ`)

  it('pays up to forty rows for its postcode, and the right one stands in the officers’ list under that child, the wrong ones nowhere', async () => {
    const at = (postcode: string): Partial<PresentRecord> => ({
      address: { lines: ['2 Mill Lane'], postcode },
      carers: [],
    })
    const [record] = [aRecord({ ...at(POSTCODES[23]!) })]
    await apply(record)
    const { childId } = await childOf(record)
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    const planted = POSTCODES.map((postcode) => {
      const decoy = aRecord(at(postcode))
      return { ...decoy, name: { given: decoy.name.given, family: record.name.family } }
    })
    await apply(...planted)
    const seen = await Promise.all(
      planted.map(async (row) =>
        room.get(ChildrenService).read({ childId: (await childOf(row)).childId, view: 'full' }),
      ),
    )
    const telling = seen.flatMap(({ full }, n) => (full ? [] : [n]))
    expect(telling).toEqual([23])
    expect(await listed(record)).toMatchObject([
      { child: { childId: seen[23]!.child.childId }, effect: 'covered', common: ['postcode'], state: 'open' },
    ])
  })

  it('needs no name at all for a phone: one row for each number, listed as well', async () => {
    const record = aRecord(otherHome())
    const [phone, wrong] = [aRecord().carers[0]!, aRecord().carers[0]!]
    const withPhone = { ...record, carers: [phone] }
    await apply(withPhone)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const [right, miss] = [aRecord({ ...otherHome(), carers: [phone] }), aRecord({ ...otherHome(), carers: [wrong] })]
    await apply(right, miss)
    expect([(await childOf(right)).covered, (await childOf(miss)).covered]).toEqual([true, false])
    expect(await listed(record)).toMatchObject([{ effect: 'covered', common: ['carer', 'phone'], state: 'open' }])
  })

  it('and learns one after the other from one row that says several postcodes in turn, of which the list keeps the right one', async () => {
    const record = aRecord({ address: { lines: ['3 Mill Lane'], postcode: 'TQ9 1ZZ' }, carers: [] })
    await apply(record)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const decoy = aRecord({ carers: [] })
    const row = { ...decoy, name: { given: decoy.name.given, family: record.name.family } }
    for (const postcode of ['TQ9 2ZZ', 'TQ9 1ZZ', 'TQ9 3ZZ']) await apply({ ...row, address: { lines: [], postcode } })
    expect((await childOf(row)).covered).toBe(true)
    expect(await listed(record)).toMatchObject([{ effect: 'covered', state: 'open' }])
  })

  it('is told nothing by the time its rows take: what many of them meet is looked at and written together', async () => {
    const [right, wrong] = [otherHome(), otherHome()]
    const record = aRecord(right)
    await apply(record)
    await room.get(RestrictionsService).restrict({ childId: (await childOf(record)).childId, version: 1 })
    const looks = jest.spyOn(room.get(RestrictionsRepository), 'changesAfter')
    const written = jest.spyOn(room.get(EffectsService), 'open')
    const effort = async (home: Partial<PresentRecord>): Promise<number[]> => {
      for (const spy of [looks, written]) spy.mockClear()
      const planted = Array.from({ length: 30 }, () => aRecord(home))
      await apply(...planted.map((one) => ({ ...one, name: { ...one.name, family: record.name.family } })))
      expect((await childOf(planted[0]!)).covered).toBe(home === right)
      return [looks.mock.calls.length, written.mock.calls.length]
    }
    expect(await effort(right)).toEqual(await effort(wrong))
  })

  it('nor by rows that are linked to it: what is around it is looked at once, however many come', async () => {
    const record = aRecord()
    await apply(record)
    const { childId } = await childOf(record)
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    const looks = jest.spyOn(room.get(NearnessService), 'hideAroundFacts')
    const { name, dateOfBirth, gender, address } = record
    await apply(...Array.from({ length: 20 }, () => ({ ...aRecord(), name, dateOfBirth, gender, address })))
    // An errand about a child of another test may be tried again now.
    expect(looks.mock.calls.filter(([{ _id }]) => _id === childId)).toHaveLength(1)
  })
})
