import type { PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { JudgingService } from './judging.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearnessService } from './nearness.service.ts'
import { MOST_COVERED, MOST_HIDDEN } from './restrictions.rules.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
let versions = 0
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const childOf = async (record: PresentRecord): Promise<Child> =>
  (await room.get(RecordsService).findById(await feeds.idOf(record)))!
const restrict = async (record: PresentRecord): Promise<string[]> =>
  (await room.get(RestrictionsService).restrict({ childId: await feeds.idOf(record), version: (versions += 1) })).hidden
const isNear = async (record: PresentRecord): Promise<boolean> => (await childOf(record)).visibility === 'quarantined'

/** Another row about the same child, or about one that looks like it. */
const twinOf = ({ name, dateOfBirth, gender }: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord =>
  aRecord({ name, dateOfBirth, gender, ...anotherHome(), ...given })
const withoutPhones = (carers: PresentRecord['carers']) => carers.map((carer) => ({ ...carer, phone: null }))
/** As somebody stored it who was killed before anybody had looked. */
const hidden = async (record: PresentRecord): Promise<Child> => {
  const child = await childOf(record)
  const write = () => room.get(RecordsService).change(child, { visibility: 'hidden' })
  await room.get(RestrictionsService).written(false, async () => void (await write()))
  return childOf(record)
}

/** Has something happen between the next look of the near test and what is written by it. */
function betweenLookAndWrite(happens: () => Promise<unknown>): void {
  const judging = room.get(JudgingService)
  const judge = judging.judge.bind(judging)
  judging.judge = async (...asked) => {
    judging.judge = judge
    const judged = await judge(...asked)
    await happens()
    return judged
  }
}

describe('whoever is written at the moment in which another is restricted', () => {
  it('is looked at again: a new record that is near is never seen, however late the shield comes', async () => {
    const record = aRecord(anotherHome())
    await feeds.apply(record)
    const twin = twinOf(record)
    betweenLookAndWrite(() => restrict(record))
    await feeds.apply(twin)
    expect(await isNear(twin)).toBe(true)
  })

  it('so is one that comes to be near by what a row changes of it', async () => {
    const [record, other] = [aRecord(anotherHome()), aRecord(anotherHome())]
    await feeds.apply(record, other)
    const { address } = record
    betweenLookAndWrite(() => restrict(record))
    await feeds.apply({ ...other, name: { ...other.name, family: record.name.family }, address })
    expect((await childOf(other)).covered).toBe(true)
  })

  it('so is one of whom somebody decides at that moment', async () => {
    const record = aRecord(anotherHome())
    const [twin, other] = [twinOf(record), aRecord(anotherHome())]
    await feeds.apply(record, twin, other)
    await restrict(record)
    const [childId, otherId] = [await feeds.idOf(record), await feeds.idOf(twin)]
    betweenLookAndWrite(() => restrict(other))
    await room
      .get(NearRecordsService)
      .decide({ childId, otherId, decision: 'not-the-child', code: 'school-confirms', by: 'p-1' })
    expect(await isNear(twin)).toBe(false)
  })

  it('fails for any other reason at once, and as it was said', async () => {
    let tries = 0
    const failing = room.get(NearnessService).written([], async () => {
      tries += 1
      throw new Error('no room')
    })
    await expect(failing).rejects.toThrow('no room')
    expect(tries).toBe(1)
  })
})

describe('a record that is hidden until somebody has looked', () => {
  it('is seen when it is near nobody, and not when it is near a shielded child', async () => {
    const record = aRecord(anotherHome())
    const [twin, stranger] = [twinOf(record), aRecord(anotherHome())]
    await feeds.apply(record, twin, stranger)
    await restrict(record)
    const nearness = room.get(NearnessService)
    expect(await nearness.settle(await hidden(stranger))).toBe(true)
    expect(await nearness.settle(await hidden(twin))).toBe(false)
    expect((await childOf(stranger)).visibility).toBe('visible')
    expect(await isNear(twin)).toBe(true)
  })

  it('is found as it is where somebody wrote it since', async () => {
    const record = aRecord(anotherHome())
    const [twin, stranger] = [twinOf(record), aRecord(anotherHome())]
    await feeds.apply(record, twin, stranger)
    await restrict(record)
    const nearness = room.get(NearnessService)
    for (const [one, isSeen] of [[stranger, true] as const, [twin, false] as const]) {
      const before = await hidden(one)
      await nearness.settle(before)
      expect(await nearness.settle(before)).toBe(isSeen)
    }
    expect(await nearness.settle({ ...(await childOf(stranger)), childId: 'nobody', visibility: 'hidden' })).toBe(false)
  })

  it('is looked at by whoever looks again at it', async () => {
    const stranger = aRecord(anotherHome())
    await feeds.apply(stranger)
    const { childId } = await hidden(stranger)
    await room.get(NearnessService).reconsider(childId)
    expect((await childOf(stranger)).visibility).toBe('visible')
  })
})

it('who is of no shielded child’s household and looks like none is told from who is', async () => {
  const record = aRecord(anotherHome())
  await feeds.apply(record)
  await restrict(record)
  const [twin, stranger] = [twinOf(record), aRecord(anotherHome())]
  const sister = aRecord({ ...anotherHome(), carers: record.carers })
  await feeds.apply(twin, stranger, sister)
  const children = await Promise.all([twin, stranger, sister].map(childOf))
  expect(await room.get(NearnessService).unlikeAny(children)).toEqual([false, true, false])
})

describe('of more than one request hides', () => {
  it('the nearest are hidden', async () => {
    const record = aRecord(anotherHome())
    const { given, family } = record.name
    const spelt = Array.from({ length: MOST_HIDDEN }, () => twinOf(record, { name: { given, family: `${family}e` } }))
    const twin = twinOf(record)
    await feeds.apply(record, ...spelt, twin)
    await restrict(record)
    expect(await isNear(twin)).toBe(true)
    expect(await Promise.all(spelt.map(isNear))).toContain(false)
  })

  it('and who has most in common with its home is covered', async () => {
    const record = aRecord(anotherHome())
    const phones = record.carers.map((carer) => ({ ...carer, name: aRecord().name }))
    const callers = Array.from({ length: MOST_COVERED }, () => aRecord({ ...anotherHome(), carers: phones }))
    const { address, carers, name } = record
    const sister = aRecord({ address, carers: withoutPhones(carers), name: { ...name, given: ['Ottoline'] } })
    await feeds.apply(record, ...callers, sister)
    await restrict(record)
    const covered = await Promise.all([sister, ...callers].map(async (one) => (await childOf(one)).covered))
    expect(covered[0]).toBe(true)
    expect(covered.filter(Boolean)).toHaveLength(MOST_COVERED)
  })
})

it('who may be the child under another name and lives with it is covered, and stands in the list for that alone', async () => {
  const record = aRecord(anotherHome())
  const renamed = twinOf(record, { name: { given: record.name.given, family: 'Quillfeather' } })
  await feeds.apply(record, { ...renamed, carers: record.carers.map((carer) => ({ ...carer, name: aRecord().name })) })
  await restrict(record)
  const { records } = await room.get(NearRecordsService).list({ childId: await feeds.idOf(record) })
  expect(records).toMatchObject([{ effect: 'covered', common: ['phone'] }])
})
