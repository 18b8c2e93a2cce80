import type { PresentRecord, NearDecision, SearchCriteria } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { SearchService } from '../search/search.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { MOST_HIDDEN } from './restrictions.rules.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!
const visibilities = async (...records: PresentRecord[]): Promise<string[]> =>
  (await Promise.all(records.map(childOf))).map(({ visibility }) => visibility)

const restrict = async (record: PresentRecord, version = 1): Promise<string[]> => {
  const { childId } = await childOf(record)
  return (await room.get(RestrictionsService).restrict({ childId, version })).hidden
}

const changed = (record: PresentRecord, given: Partial<PresentRecord>): PresentRecord => ({ ...record, ...given })

/** A row of its own about the same child. */
const twinOf = (record: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
  ...record,
  recordId: aRecord().recordId,
  ...given,
})

const decide = async (record: PresentRecord, other: PresentRecord, decision: NearDecision): Promise<void> => {
  const [childId, otherId] = [(await childOf(record)).childId, (await childOf(other)).childId]
  const how = { decision, code: 'school-confirms', by: 'p-1' } as const
  await room.get(NearRecordsService).decide({ childId, otherId, ...how })
}
const listed = async (record: PresentRecord) =>
  (await room.get(NearRecordsService).list({ childId: (await childOf(record)).childId })).records

describe('people decide about what was made invisible', () => {
  async function twins(count = 1): Promise<[PresentRecord, ...PresentRecord[]]> {
    const record = aRecord()
    const others = Array.from({ length: count }, () => twinOf(record, anotherHome()))
    await feeds.apply(record, ...others)
    await restrict(record)
    return [record, ...others]
  }

  it('from a list that shows what is shown of them, and what they have in common by its kind alone', async () => {
    const [record, twin] = await twins()
    const { childId, name, dateOfBirth, gender } = await childOf(twin!)
    const near = { effect: 'invisible', common: ['shown'], state: 'open' }
    expect(await listed(record)).toEqual([{ child: { childId, name, dateOfBirth, gender }, ...near }])
  })

  it('in one step, which gives a stranger back at once, and holds while nothing changes that was seen (F7)', async () => {
    const [record, stranger] = await twins()
    await decide(record, stranger!, 'not-the-child')
    expect(await visibilities(stranger!)).toEqual(['visible'])
    expect(await restrict(record, 2)).toEqual([])
    expect(await feeds.apply(changed(stranger!, { gpPracticeCode: 'B86001' }))).toEqual(['updated'])
    expect(await visibilities(stranger!)).toEqual(['visible'])
    expect(await listed(record)).toMatchObject([{ state: 'not-the-child' }])
  })

  it('and the next one is hidden when it is asked for again then, not before: whoever was found to be a stranger takes no twin’s place', async () => {
    const [record, ...others] = await twins(MOST_HIDDEN + 1)
    const isVisible = async (one: PresentRecord) => (await childOf(one)).visibility === 'visible'
    await restrict(record, 2)
    const left = (await Promise.all(others.map(isVisible))).indexOf(true)
    expect(left).toBeGreaterThanOrEqual(0)
    for (const [n, other] of others.entries()) if (n !== left) await decide(record, other, 'not-the-child')
    await restrict(record, 3)
    expect(await Promise.all(others.map(isVisible))).toEqual(others.map((_one, n) => n !== left))
  })

  it('of their own authority: of another one’s not even rows are looked up, so that the time tells nothing either', async () => {
    const [record] = await twins()
    const { childId, authority } = await childOf(record)
    const looks = jest.spyOn(room.get(NearRowsRepository), 'findOf')
    const list = (asks: string) => room.get(NearRecordsService).list({ childId, authority: asks })
    await expect(list('999')).rejects.toMatchObject({ code: 'not-found' })
    expect(looks).not.toHaveBeenCalled()
    expect((await list(authority!)).records).toHaveLength(1)
  })

  it('again when the record comes to say otherwise', async () => {
    const [record, stranger] = await twins()
    await decide(record, stranger!, 'not-the-child')
    expect(await feeds.apply(changed(stranger!, { address: record.address }))).toEqual(['parked near-restricted'])
    const open = { state: 'open' }
    expect(await listed(record)).toMatchObject([
      { effect: 'covered', ...open },
      { effect: 'invisible', ...open },
    ])
  })

  it('for each shielded child on its own: what is near another one stays invisible', async () => {
    const [record, other, stranger] = await twins(2)
    await decide(record, other!, 'not-the-child')
    await restrict(other!)
    expect(await visibilities(stranger!)).toEqual(['quarantined'])
    await decide(record, stranger!, 'not-the-child')
    expect(await visibilities(stranger!)).toEqual(['quarantined'])
    await decide(other!, stranger!, 'justified')
    expect(await visibilities(stranger!)).toEqual(['visible'])
  })

  it('and a shield that is taken back gives back what it had made invisible', async () => {
    const [record, stranger] = await twins()
    await room.get(WaitingRowsService).release({ childId: (await childOf(record)).childId, version: 2 })
    expect(await visibilities(stranger!)).toEqual(['visible'])
    await expect(listed(record)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('about records that are near, and no others', async () => {
    const [record] = await twins()
    const stranger = aRecord()
    await feeds.apply(stranger)
    await expect(decide(record, stranger, 'not-the-child')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the household of a shielded child is covered at once (F5, AC-07)', () => {
  const home = (): Partial<PresentRecord> => ({ ...anotherHome() })
  const isCovered = async (record: PresentRecord): Promise<boolean> => (await childOf(record)).covered
  const sister = (record: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
    ...aRecord(),
    name: { given: aRecord().name.given, family: record.name.family },
    address: record.address,
    carers: [],
    ...given,
  })
  const shown = async (record: PresentRecord) =>
    room.get(ChildrenService).read({ childId: (await childOf(record)).childId, view: 'full' })
  const found = async (record: PresentRecord, criteria: Partial<SearchCriteria>) => {
    const { dateOfBirth, name } = record
    return (await room.get(SearchService).search({ criteria: { familyName: name.family, dateOfBirth, ...criteria } }))
      .hits
  }

  it('whoever shares the address and the family name, a carer, or a phone, and nobody else', async () => {
    const record = aRecord(home())
    const [carer] = record.carers
    const brother = sister(record)
    const cousin = aRecord({ address: record.address, carers: [{ ...carer!, phone: null }] })
    const halfSister = aRecord({ ...anotherHome(), carers: [carer!] })
    const neighbour = aRecord({ address: record.address })
    const namesake = aRecord({ ...anotherHome(), name: { given: aRecord().name.given, family: record.name.family } })
    const all = [brother, cousin, halfSister, neighbour, namesake]
    await feeds.apply(record, ...all)
    await restrict(record)
    expect(await Promise.all(all.map(isCovered))).toEqual([true, true, true, false, false])
    expect(await visibilities(...all)).toEqual(all.map(() => 'visible'))
  })

  it('so that its records show four things, and are found by nothing that is hidden', async () => {
    const record = aRecord(home())
    const brother = sister(record)
    await feeds.apply(record, brother)
    expect(await shown(brother)).toMatchObject({ full: true, child: { address: record.address } })
    expect(await found(brother, { postcode: record.address!.postcode })).toHaveLength(1)
    await restrict(record)
    const { childId, name, dateOfBirth, gender } = await childOf(brother)
    expect(await shown(brother)).toEqual({ full: false, child: { childId, name, dateOfBirth, gender } })
    expect(await found(brother, { postcode: record.address!.postcode })).toEqual([])
    expect(await found(brother, {})).toMatchObject([{ childId, covered: true, postcode: null, schoolName: null }])
  })

  it('also whom a feed brings later, or moves there, and where the shielded child moves', async () => {
    const record = aRecord(home())
    const mover = aRecord({ ...anotherHome(), name: { given: aRecord().name.given, family: record.name.family } })
    const there = sister(record, home())
    await feeds.apply(record, mover, there)
    await restrict(record)
    const born = sister(record)
    expect(await feeds.apply(born, changed(mover, { address: record.address }))).toEqual(['created', 'updated'])
    expect(await Promise.all([born, mover, there].map(isCovered))).toEqual([true, true, false])
    await feeds.apply(changed(record, { address: there.address }))
    expect(await isCovered(there)).toBe(true)
    await feeds.apply(changed(born, { gpPracticeCode: 'B86001' }))
    expect(await isCovered(born)).toBe(true)
  })

  it('until people have decided about each, and again when it changes', async () => {
    const record = aRecord(home())
    const brother = sister(record)
    await feeds.apply(record, brother)
    await restrict(record)
    expect(await listed(record)).toMatchObject([{ effect: 'covered', common: ['postcode'], state: 'open' }])
    await expect(decide(record, brother, 'not-the-child')).rejects.toMatchObject({ code: 'not-found' })
    await decide(record, brother, 'justified')
    expect([await isCovered(brother), (await shown(brother)).full]).toEqual([false, true])
    await restrict(record, 2)
    expect(await isCovered(brother)).toBe(false)
    await feeds.apply(changed(brother, { carers: record.carers }))
    expect(await isCovered(brother)).toBe(true)
  })

  it('and again when the shielded child comes to have something else in common with it, as when it moves there', async () => {
    const record = aRecord(home())
    const [carer] = record.carers
    const brother = sister(record, { ...anotherHome(), carers: [carer!] })
    await feeds.apply(record, brother)
    await restrict(record)
    await decide(record, brother, 'justified')
    expect(await isCovered(brother)).toBe(false)
    await feeds.apply(changed(record, { gpPracticeCode: 'B86001' }))
    await restrict(record, 2)
    expect(await isCovered(brother)).toBe(false)
    await feeds.apply(changed(record, { address: brother.address }))
    expect(await isCovered(brother)).toBe(true)
    expect(await listed(record)).toMatchObject([{ effect: 'covered', state: 'open' }])
  })

  it('and no longer than the shield', async () => {
    const record = aRecord(home())
    const brother = sister(record)
    await feeds.apply(record, brother)
    await restrict(record)
    await room.get(WaitingRowsService).release({ childId: (await childOf(record)).childId, version: 2 })
    expect([await isCovered(brother), (await shown(brother)).full]).toEqual([false, true])
  })
})
