import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import type { RestrictedChild } from '../restrictions/restrictions.schema.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'
import { MergingService } from './merging.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const idOf = (record: PresentRecord) => feeds.idOf(record)
const stored = async (record: PresentRecord) => (await room.get(RecordsService).findById(await idOf(record)))!
const restrict = async (record: PresentRecord, version = 1) =>
  room.get(RestrictionsService).restrict({ childId: await idOf(record), version })
const release = async (record: PresentRecord, version: number) =>
  room.get(WaitingRowsService).release({ childId: await idOf(record), version })
const merging = () => room.get(MergingService)
const twinOf = (record: PresentRecord) => ({ ...record, recordId: aRecord().recordId, ...anotherHome() })
const kept = async (...records: PresentRecord[]) => {
  const _id = { $in: await Promise.all(records.map(idOf)) }
  return room.db.collection<RestrictedChild>('restricted_children').find({ _id }).toArray()
}

describe.each(['before they are joined', 'after it'])('a child that was merged of two, shielded %s', (when) => {
  /** What is around the record that goes on, and around the one that is part of it. */
  async function joined() {
    const [own, other] = [aRecord(anotherHome()), aRecord(anotherHome())]
    const twins = [twinOf(own), twinOf(other)]
    const neighbours = [own, other].map(({ carers }) => aRecord({ ...anotherHome(), carers }))
    await feeds.apply(own, other, ...twins, ...neighbours)
    const [childId, into] = [await idOf(other), await idOf(own)]
    if (when === 'before they are joined') for (const one of [own, other]) await restrict(one)
    await merging().merge({ childId, into })
    if (when === 'after it') await restrict(own)
    const around = async () => ({
      twins: (await Promise.all(twins.map(stored))).map(({ visibility }) => visibility),
      covered: (await Promise.all(neighbours.map(stored))).map(({ covered }) => covered),
    })
    expect(await around()).toEqual({ twins: ['quarantined', 'quarantined'], covered: [true, true] })
    return { own, other, childId, into, around }
  }

  it('gives back what each of its records had hidden once it is lifted, and is found by what it shows again', async () => {
    const { own, other, into, around } = await joined()
    await release(own, 2)
    expect(await around()).toEqual({ twins: ['visible', 'visible'], covered: [false, false] })
    const { dateOfBirth, name } = own
    const criteria = { familyName: name.family, dateOfBirth, postcode: (await stored(own)).address!.postcode }
    expect((await room.get(SearchService).search({ criteria })).hits.map(({ childId }) => childId)).toEqual([into])
    expect((await kept(own, other)).map(({ restricted }) => restricted)).toEqual([false, false])
  })

  it('makes nothing invisible any more: who looks like either of its records is a child like any other', async () => {
    const { own, other } = await joined()
    await release(own, 2)
    for (const record of [own, other]) {
      const later = { ...twinOf(record), name: { ...record.name, given: [`${record.name.given[0]!}a`] } }
      expect(await feeds.apply(later)).not.toEqual(['parked near-restricted'])
    }
  })

  it('is two children again without a shield, split when it was lifted, and what was split off before keeps its own', async () => {
    const { own, other, childId, into } = await joined()
    await release(own, 2)
    await merging().split({ childId, into, version: 3, restricted: false })
    expect([(await stored(own)).restricted, (await stored(other)).restricted]).toEqual([false, false])
    await merging().merge({ childId, into })
    await restrict(own, 4)
    await merging().split({ childId, into, version: 5, restricted: true })
    await release(own, 6)
    expect([(await stored(own)).restricted, (await stored(other)).restricted]).toEqual([false, true])
    expect((await kept(own, other)).filter(({ restricted }) => restricted).map(({ _id }) => _id)).toEqual([childId])
  })
})
