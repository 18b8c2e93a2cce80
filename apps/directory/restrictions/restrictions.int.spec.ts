import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
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

const takeIn = async (record: PresentRecord): Promise<void> => {
  const { childId } = await childOf(record)
  const waiting = room.get(WaitingRowsService)
  for (const row of (await waiting.list(childId)).rows) await waiting.decide({ ...row, childId, decision: 'take' })
}

const changed = (record: PresentRecord, given: Partial<PresentRecord>): PresentRecord => ({ ...record, ...given })

/** Where else somebody may live. */
const FAR: Partial<PresentRecord> = { address: { lines: ['9 Far Lane'], postcode: 'TR1 9ZZ' }, carers: [] }
/** A row of its own about the same child. */
const twinOf = (record: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
  ...record,
  recordId: aRecord().recordId,
  ...given,
})
const dayAfter = ({ dateOfBirth }: PresentRecord): string =>
  new Date(Date.parse(dateOfBirth) + 86_400_000).toISOString().slice(0, 10)
const twoSlips = ({ name: { given, family } }: PresentRecord): PresentRecord['name'] => ({
  given,
  family: `${family.slice(0, 3)}${family.slice(4, -2)}x${family.slice(-1)}`,
})

describe('a new row near a shielded child is made invisible (I11)', () => {
  const ways: [string, (record: PresentRecord) => Partial<PresentRecord>][] = [
    ['born a day later, at the real address', (record) => ({ dateOfBirth: dayAfter(record) })],
    ['born on 1 January', ({ dateOfBirth }) => ({ dateOfBirth: `${dateOfBirth.slice(0, 4)}-01-01` })],
    ['born a year on', ({ dateOfBirth }) => ({ dateOfBirth: `2009${dateOfBirth.slice(4).replace('02-29', '02-28')}` })],
    ['moved, its surname two edits off', (record) => ({ ...FAR, name: twoSlips(record) })],
    [
      'moved, its mother remarried',
      (record) => ({ ...FAR, carers: [{ ...record.carers[0]!, name: { given: ['Mary'], family: 'Newly' } }] }),
    ],
    ['renamed, with the same carer and phone', ({ name }) => ({ address: null, name: { ...name, family: 'Quitely' } })],
  ]
  it.each(ways)('%s', async (_what, how) => {
    const record = aRecord({ dateOfBirth: '2010-05-17' })
    await feeds.apply(record)
    await restrict(record)
    const twin = twinOf(record, how(record))
    expect(await feeds.apply(twin)).toEqual(['parked near-restricted'])
    expect(await visibilities(record, twin)).toEqual(['visible', 'quarantined'])
  })
})

describe('in two steps', () => {
  it('a row made far away and then brought near is made invisible', async () => {
    const record = aRecord()
    await feeds.apply(record)
    await restrict(record)
    const row = twinOf(record, { ...FAR, name: aRecord().name })
    expect(await feeds.apply(row)).toEqual(['created'])
    const near = changed(row, { name: { ...record.name, given: [...record.name.given, 'Rose'] } })
    expect(await feeds.apply(near)).toEqual(['parked near-restricted'])
    expect(await visibilities(row)).toEqual(['quarantined'])
  })

  it('a record that two hidden facts of the shielded child come to agree with is made invisible', async () => {
    const record = aRecord({ ...FAR, name: { given: ['Isla'], family: 'Wintergreen' } })
    const home: Partial<PresentRecord> = {
      address: { lines: ['4 New Home'], postcode: 'HX9 1AB' },
      carers: [{ name: { given: ['Mary'], family: 'Chapman' }, relationship: 'mother', phone: '07700900999' }],
    }
    const lookalike = aRecord({
      ...home,
      name: { given: ['Isla'], family: 'Chapman' },
      dateOfBirth: record.dateOfBirth,
    })
    await feeds.apply(record, lookalike)
    expect(await restrict(record)).toEqual([])
    expect(await feeds.apply(changed(record, home))).toEqual(['parked changes-shielded'])
    expect(await visibilities(record, lookalike)).toEqual(['visible', 'quarantined'])
  })

  it('what a shielded child’s record said before officers took another row in is still held against new rows', async () => {
    const record = aRecord({ name: { given: ['Isla'], family: 'Wintergreen' }, dateOfBirth: '2011-02-03' })
    await feeds.apply(record)
    await restrict(record)
    for (const given of [FAR, { carers: aRecord().carers }]) {
      expect(await feeds.apply(changed(record, given))).toEqual(['parked changes-shielded'])
      await takeIn(record)
    }
    const asBefore = twinOf(record, { name: { given: ['Isla'], family: 'Chapman' } })
    expect(await feeds.apply(asBefore)).toEqual(['parked near-restricted'])
  })
})

it('one hidden value that a row guesses changes nothing of what becomes of it, right or wrong (F3)', async () => {
  const record = aRecord({
    name: { given: ['Isla'], family: 'Wintergreen' },
    dateOfBirth: '2012-06-07',
    formerFamilyNames: ['Oxenbridge'],
    identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  })
  const [carer] = record.carers
  const moved = { address: { lines: ['7 Sea View'], postcode: 'TQ1 7AB' } }
  await feeds.apply(record)
  await restrict(record)
  await feeds.apply(changed(record, moved))
  const families = [
    'Chapman',
    'Doyle',
    'Ferguson',
    'Gill',
    'Hobbs',
    'Jarvis',
    'Knight',
    'Lowe',
    'Mistry',
    'Nash',
    'Price',
    'Quinn',
  ]
  const guess = (given: Partial<PresentRecord>): PresentRecord =>
    aRecord({
      name: { given: ['Isla'], family: families.pop()! },
      dateOfBirth: record.dateOfBirth,
      ...anotherHome(),
      ...given,
    })
  const stranger = { name: { given: ['Ann'], family: 'Chapman' }, relationship: 'mother' as const }
  const right = [
    { address: record.address },
    moved,
    { carers: [{ ...carer!, phone: null }] },
    { carers: [{ ...stranger, phone: carer!.phone }] },
    { formerFamilyNames: record.formerFamilyNames },
    { identifiers: record.identifiers },
  ]
  const wrong = [
    { address: { lines: ['1 Rydal'], postcode: 'LA1 1AA' } },
    { address: { lines: ['1 Rydal'], postcode: 'TQ1 7AC' } },
    { carers: [{ ...stranger, phone: null }] },
    { carers: [{ ...stranger, phone: '07700900001' }] },
    { formerFamilyNames: ['Oxenhall'] },
    { identifiers: [{ scheme: 'nhs-number' as const, value: '9434765919' }] },
  ]
  for (const given of [...right, ...wrong]) {
    const row = guess(given)
    expect(await feeds.apply(row)).toEqual(['created'])
    expect(await visibilities(row)).toEqual(['visible'])
  }
})

it('a child who was renamed and has moved is invisible by its NHS number alone, whenever a row brings it (AC-11)', async () => {
  const number = { identifiers: [{ scheme: 'nhs-number' as const, value: '9434765919' }] }
  const record = aRecord(number)
  const renamed = () =>
    twinOf(record, { ...anotherHome(), name: { ...record.name, family: 'Quillfeather' }, identifiers: [], carers: [] })
  const [before, since, atOnce] = [renamed(), renamed(), { ...renamed(), ...number }]
  await feeds.apply(record, before)
  await feeds.apply(changed(before, number))
  expect(await visibilities(before)).toEqual(['visible'])
  await restrict(record)
  await feeds.apply(since)
  expect(await visibilities(before, since)).toEqual(['quarantined', 'visible'])
  expect(await feeds.apply(changed(since, number), atOnce)).toEqual([
    'parked near-restricted',
    'parked near-restricted',
  ])
  expect(await visibilities(since, atOnce)).toEqual(['quarantined', 'quarantined'])
})

describe('a shield request', () => {
  it('hides the records near the child and covers its household, says which each time it is asked, and no others', async () => {
    const record = aRecord(anotherHome())
    const twin = twinOf(record, FAR)
    const sister = twinOf(record, { name: { ...record.name, given: ['Ophelia'] }, dateOfBirth: '2013-11-30' })
    const cousin = twinOf(sister, anotherHome())
    await feeds.apply(record, twin, sister, cousin)
    const hidden = [(await childOf(twin)).childId, (await childOf(sister)).childId]
    expect(await restrict(record)).toEqual(hidden)
    expect(await restrict(record)).toEqual(hidden)
    expect(await visibilities(record, twin, sister, cousin)).toEqual(['visible', 'quarantined', 'visible', 'visible'])
  })

  it('makes as many strangers invisible at most as there are sources, and first of all who has hidden things in common (F7)', async () => {
    const record = aRecord()
    const namesakes = Array.from({ length: MOST_HIDDEN + 2 }, () => twinOf(record, anotherHome()))
    const { address } = anotherHome()
    const twin = twinOf(record, { dateOfBirth: dayAfter(record), address })
    await feeds.apply(record, ...namesakes, twin)
    expect(await restrict(record)).toHaveLength(MOST_HIDDEN)
    expect(await visibilities(twin)).toEqual(['quarantined'])
  })

  it('is never undone by a feed, nor is what was hidden because of it made visible by one (I8)', async () => {
    const record = aRecord()
    const twin = twinOf(record, FAR)
    await feeds.apply(record, twin)
    await restrict(record)
    const moved = { address: { lines: ['3 Other Lane'], postcode: 'M1 1AB' } }
    expect(await feeds.apply(changed(record, moved), changed(twin, moved))).toEqual([
      'parked changes-shielded',
      'parked near-restricted',
    ])
    expect((await childOf(record)).restricted).toBe(true)
    expect(await visibilities(twin)).toEqual(['quarantined'])
  })

  it('that was taken back holds nothing against anybody', async () => {
    const record = aRecord()
    await feeds.apply(record)
    await restrict(record)
    await room.get(WaitingRowsService).release({ childId: (await childOf(record)).childId, version: 2 })
    expect(await feeds.apply(twinOf(record, FAR))).toEqual(['created'])
  })
})
