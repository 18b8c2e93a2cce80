import type { PresentRecord, SearchCriteria } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { NearRecordsService } from '../restrictions/near-records.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'
import { MergingService } from './merging.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const merging = () => room.get(MergingService)
const stored = (childId: string) => room.get(RecordsService).findById(childId)
const restrict = (childId: string, version = 1, tier: 'standard' | 'sealed' = 'standard') =>
  room.get(RestrictionsService).restrict({ childId, version, tier })
const found = async (criteria: SearchCriteria): Promise<string[]> =>
  (await room.get(SearchService).search({ criteria })).hits.map(({ childId }) => childId)
const read = (childId: string) =>
  room
    .get(ChildrenService)
    .read({ childId, view: 'full' })
    .catch(({ code }: { code: string }) => code)

/** Two records, of which the second may be merged into the first. */
async function pair([one, another] = [anotherHome(), anotherHome()]) {
  const [own, other] = [aRecord(one), aRecord(another)]
  await feeds.apply(own, other)
  return { own, other, into: await feeds.idOf(own), childId: await feeds.idOf(other) }
}

describe('a record that is merged', () => {
  it('is nobody by its id, and what only it knew is known of the one that goes on, which shows what it showed', async () => {
    const { own, other, into, childId } = await pair()
    await feeds.apply({ ...own, gpPracticeCode: null }, { ...other, gpPracticeCode: 'B86001' })
    await merging().merge({ childId, into })
    expect(await read(childId)).toBe('not-found')
    expect(await read(into)).toMatchObject({
      child: { name: own.name, gpPracticeCode: 'B86001', formerNames: [{ family: other.name.family }] },
    })
    const { dateOfBirth } = own
    expect(await found({ familyName: other.name.family, dateOfBirth })).toEqual([into])
    expect(await found({ familyName: other.name.family, dateOfBirth: other.dateOfBirth })).toEqual([])
  })

  it('goes on being written by its own sources, through the one that it is part of', async () => {
    const { other, into, childId } = await pair()
    await merging().merge({ childId, into })
    const home = anotherHome()
    expect(await feeds.apply({ ...other, ...home })).toEqual(['updated'])
    expect((await stored(into))!.address).toEqual(home.address)
    expect(await stored(childId)).toBeNull()
  })

  it('is meant by whoever says what it was: a source that is new makes no second record of it', async () => {
    const { other, into, childId } = await pair()
    await merging().merge({ childId, into })
    const elsewhere = { ...other, recordId: aRecord().recordId, gpPracticeCode: 'B86002' }
    expect(await feeds.apply(elsewhere)).toEqual(['updated'])
    expect(await feeds.idOf(elsewhere)).toBe(childId)
    expect(await stored(into)).toMatchObject({ gpPracticeCode: 'B86002' })
    expect(await found({ familyName: other.name.family, dateOfBirth: other.dateOfBirth })).toEqual([])
  })

  it('once, however often that is asked for; and not into another one, nor into itself, nor with parts of its own', async () => {
    const { into, childId } = await pair()
    const third = await pair()
    await merging().merge({ childId, into })
    const before = await stored(into)
    await merging().merge({ childId, into })
    expect(await stored(into)).toEqual(before)
    await expect(merging().merge({ childId, into: third.into })).rejects.toMatchObject({ code: 'conflict' })
    await expect(merging().merge({ childId: into, into: third.into })).rejects.toMatchObject({ code: 'conflict' })
    await expect(merging().merge({ childId: into, into })).rejects.toMatchObject({ code: 'not-found' })
    await expect(merging().merge({ childId: third.into, into: childId })).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each(['standard', 'sealed'] as const)('never goes on as one that is less protected: %s', async (tier) => {
    const { into, childId } = await pair()
    await restrict(childId, 1, tier)
    if (tier === 'sealed') await restrict(into)
    const before = [await stored(into), await stored(childId)]
    await expect(merging().merge({ childId, into })).rejects.toMatchObject({ code: 'conflict' })
    expect([await stored(into), await stored(childId)]).toEqual(before)
  })

  it('hides with the restricted one all that it knew, from searches and from what looks like it', async () => {
    const { own, other, into, childId } = await pair()
    const { dateOfBirth, name } = own
    const hidden: SearchCriteria[] = [
      { familyName: other.name.family, dateOfBirth },
      { familyName: name.family, dateOfBirth, postcode: other.address!.postcode },
      { familyName: name.family, dateOfBirth, carerFamilyName: other.carers[0]!.name.family },
    ]
    await feeds.apply({ ...other, gpPracticeCode: 'B86001' })
    await restrict(into)
    await merging().merge({ childId, into })
    expect(await Promise.all(hidden.map((criteria) => found(criteria)))).toEqual([[], [], []])
    expect(await found({ familyName: name.family, dateOfBirth })).toEqual([into])
    const neighbour = aRecord({ ...anotherHome(), carers: other.carers })
    await feeds.apply(neighbour)
    expect((await stored(await feeds.idOf(neighbour)))!.covered).toBe(true)
  })

  const twinOf = (record: PresentRecord) => ({ ...record, recordId: aRecord().recordId, ...anotherHome() })
  const visibilities = async (...records: PresentRecord[]) =>
    Promise.all(records.map(async (record) => (await stored(await feeds.idOf(record)))!.visibility))

  it.each(['before', 'after'])(
    'goes on being looked for: who looks like it stays away, shielded %s the merge',
    async (when) => {
      const { other, into, childId } = await pair()
      const [there, later] = [twinOf(other), twinOf(other)]
      await feeds.apply(there)
      if (when === 'before') await restrict(into)
      await merging().merge({ childId, into })
      if (when === 'after') await restrict(into)
      expect(await feeds.apply(later)).toEqual(['parked near-restricted'])
      expect(await visibilities(there, later)).toEqual(['quarantined', 'quarantined'])
    },
  )

  it('has the desk of the one that goes on decide about what it has hidden', async () => {
    const { other, into, childId } = await pair()
    const twin = twinOf(other)
    await restrict(into)
    await restrict(childId)
    await feeds.apply(twin)
    await merging().merge({ childId, into })
    const desk = room.get(NearRecordsService)
    const otherId = await feeds.idOf(twin)
    expect((await desk.list({ childId: into })).records).toMatchObject([{ child: { childId: otherId }, state: 'open' }])
    await desk.decide({ childId: into, otherId, decision: 'not-the-child', code: 'school-confirms', by: 'p-1' })
    expect(await visibilities(twin)).toEqual(['visible'])
  })

  it('is quarantined with the other when together they are near a restricted child', async () => {
    const hidden = aRecord(anotherHome())
    await feeds.apply(hidden)
    await restrict(await feeds.idOf(hidden))
    const own = aRecord({ address: null, carers: [], dateOfBirth: hidden.dateOfBirth, gender: hidden.gender })
    const other = aRecord({ address: hidden.address, carers: hidden.carers })
    await feeds.apply(own, other)
    expect((await stored(await feeds.idOf(own)))!.visibility).toBe('visible')
    await merging().merge({ childId: await feeds.idOf(other), into: await feeds.idOf(own) })
    const { visibility, covered } = (await stored(await feeds.idOf(own)))!
    expect({ visibility, covered }).not.toEqual({ visibility: 'visible', covered: false })
  })
})

it('a child that another authority becomes responsible for stays restricted, and no feed moves it back', async () => {
  const record = aRecord({ ...anotherHome(), education: { schoolUrn: '107809', startDate: null } })
  await feeds.apply(record)
  const childId = await feeds.idOf(record)
  await restrict(childId)
  await merging().move({ childId, authority: '380' })
  expect(await stored(childId)).toMatchObject({ authority: '380', restricted: true, visibility: 'visible' })
  expect(await feeds.apply({ ...record, gpPracticeCode: 'B86001' })).toEqual(['parked changes-shielded'])
  const [row] = (await room.get(WaitingRowsService).list(childId)).rows
  await room.get(WaitingRowsService).decide({ ...row!, childId, decision: 'take' })
  expect(await stored(childId)).toMatchObject({ authority: '380', restricted: true, gpPracticeCode: 'B86001' })
  await expect(merging().move({ childId: '23456789BCDF', authority: '380' })).rejects.toMatchObject({
    code: 'not-found',
  })
})
