import type { NearDecision, PresentRecord, Tier } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, FedDirectory, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { ChildrenService } from '../children/children.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

let room: Room
const feeds = new FedDirectory(() => ({ linking: room.get(LinkingService), links: room.get(LinkingRepository) }))
let versions = 0

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const idOf = (record: PresentRecord) => feeds.idOf(record)

const restrict = async (record: PresentRecord, tier: Tier = 'standard') =>
  room.get(RestrictionsService).restrict({ childId: await idOf(record), version: (versions += 1), tier })
const release = async (record: PresentRecord, version = (versions += 1)) =>
  room.get(WaitingRowsService).release({ childId: await idOf(record), version })
const merge = async (one: PresentRecord, into: PresentRecord) =>
  room.get(MergingService).merge({ childId: await idOf(one), into: await idOf(into) })

async function split(one: PresentRecord, into: PresentRecord, restricted = false): Promise<void> {
  const [childId, version] = [await idOf(one), (versions += 1)]
  await room.get(MergingService).split({ childId, into: await idOf(into), restricted, version })
}

async function decide(record: PresentRecord, other: PresentRecord, decision: NearDecision): Promise<void> {
  const [childId, otherId] = [await idOf(record), await idOf(other)]
  await room.get(NearRecordsService).decide({ childId, otherId, decision, code: 'school-confirms', by: 'p-1' })
}

async function takeIn(record: PresentRecord): Promise<void> {
  const childId = await idOf(record)
  const waiting = room.get(WaitingRowsService)
  for (const row of (await waiting.list(childId)).rows) await waiting.decide({ ...row, childId, decision: 'take' })
}

/** Null: nobody sees it at all. */
async function isShownWhole(record: PresentRecord): Promise<boolean | null> {
  const reading = room.get(ChildrenService).read({ childId: await idOf(record), view: 'full' })
  return (await reading.catch(() => null))?.full ?? null
}
const shownWhole = (...records: PresentRecord[]) => Promise.all(records.map(isShownWhole))

/** What stands in the list of a child, and whether work is. */
async function waiting(record: PresentRecord): Promise<{ listed: string[]; isWork: boolean }> {
  const childId = await idOf(record)
  const { records } = await room.get(NearRecordsService).list({ childId })
  const open = records.filter(({ state }) => state === 'open')
  const isWork = (await room.get(NearRecordsService).findOpen([childId])).length > 0
  return { listed: open.map(({ effect }) => effect), isWork }
}

const sisterOf = ({ address, carers, name: { family } }: PresentRecord): PresentRecord => {
  const other = aRecord({ address, carers })
  return { ...other, name: { ...other.name, family } }
}
/** Written otherwise, at another home. */
const alikeOf = ({ name, dateOfBirth, gender }: PresentRecord, ending = 'e'): PresentRecord =>
  aRecord({
    ...{ dateOfBirth, gender, ...anotherHome(), carers: [] },
    name: { ...name, given: [`${name.given[0]}${ending}`] },
  })
const RENAMED = { name: { given: ['Philippa'], family: 'Quillfeatherstone' } }

describe('what a shield did to a record lasts until people have decided about it for that child', () => {
  it('also where its own shield is lifted after it was renamed', async () => {
    const one = aRecord(anotherHome())
    const twin = { ...alikeOf(one), address: null }
    await feeds.apply(one, twin)
    await restrict(one)
    await restrict(twin)
    await feeds.apply({ ...twin, ...RENAMED })
    await takeIn(twin)
    expect(await isShownWhole(twin)).toBe(null)
    await release(twin)
    expect(await isShownWhole(twin)).toBe(null)
    await decide(one, twin, 'not-the-child')
    expect(await isShownWhole(twin)).toBe(true)
  })

  it('also where it has become part of another record, and where that was split again', async () => {
    const one = aRecord(anotherHome())
    const [alike, whole] = [alikeOf(one), aRecord({ address: null, carers: [] })]
    const sister = { ...sisterOf(alike), carers: [] }
    await feeds.apply(one, alike, whole)
    await restrict(one)
    await restrict(whole)
    await merge(alike, whole)
    await feeds.apply(alikeOf(one, 'i'))
    await release(whole)
    await feeds.apply(sister)
    expect(await shownWhole(whole, sister)).toEqual([null, false])
    expect((await waiting(one)).listed).toEqual(expect.arrayContaining(['covered', 'invisible']))
    await split(alike, whole)
    expect(await isShownWhole(alike)).toBe(null)
  })

  it('and a decision that it gets a shield of its own lasts as long as that: also of a part, and where none is there', async () => {
    const one = aRecord(anotherHome())
    const [part, whole, never] = [sisterOf(one), sisterOf(one), sisterOf(one)]
    await feeds.apply(one, part, whole, never)
    await restrict(one)
    for (const other of [part, whole]) {
      await restrict(other)
      await decide(one, other, 'shield')
    }
    await decide(one, never, 'shield')
    expect(await isShownWhole(never)).toBe(false)
    await merge(part, whole)
    await release(whole)
    await split(part, whole)
    expect(await shownWhole(part, whole)).toEqual([false, false])
  })
})

it('whoever stays hidden for another child than the one that was decided about stands in that child’s list', async () => {
  const first = aRecord(anotherHome())
  const second = { ...alikeOf(first), name: first.name }
  const alike = alikeOf(first)
  await feeds.apply(first, second, alike)
  await restrict(first)
  await decide(first, second, 'not-the-child')
  await restrict(second)
  await decide(second, alike, 'not-the-child')
  expect(await waiting(second)).toEqual({ listed: [], isWork: false })
  await feeds.apply({ ...alike, ...anotherHome() })
  await decide(first, alike, 'not-the-child')
  expect(await isShownWhole(alike)).toBe(null)
  expect(await waiting(second)).toEqual({ listed: ['invisible'], isWork: true })
  await decide(second, alike, 'not-the-child')
  expect(await isShownWhole(alike)).toBe(true)
})

describe('work that officers are told of stands in the list that they open', () => {
  it('not of a record that is sealed at another desk', async () => {
    const one = aRecord(anotherHome())
    const twin = alikeOf(one)
    await feeds.apply(one, twin)
    await restrict(one)
    expect(await waiting(one)).toEqual({ listed: ['invisible'], isWork: true })
    await room.get(MergingService).move({ childId: await idOf(twin), authority: '383' })
    await restrict(twin, 'sealed')
    expect(await waiting(one)).toEqual({ listed: [], isWork: false })
  })

  it('not of one that was found to be the child itself, and made part of it, whichever was shielded first', async () => {
    for (const isFirst of [true, false]) {
      const one = aRecord(anotherHome())
      const twin = alikeOf(one)
      await feeds.apply(one, twin)
      for (const record of isFirst ? [one, twin] : [twin, one]) await restrict(record)
      await merge(twin, one)
      expect(await waiting(one)).toEqual({ listed: [], isWork: false })
      expect(await isShownWhole(one)).toBe(false)
      await release(one)
      expect(await isShownWhole(one)).toBe(true)
    }
  })
})

it('what is split off with a shield of its own shows what that shows, and nothing without it, until people have decided', async () => {
  const one = aRecord(anotherHome())
  const twin = alikeOf(one)
  await feeds.apply(one, twin)
  for (const record of [one, twin]) await restrict(record)
  await merge(twin, one)
  await split(twin, one, true)
  expect(await isShownWhole(twin)).toBe(false)
  await release(twin)
  expect(await isShownWhole(twin)).toBe(null)
})

describe('a lifting', () => {
  async function aFamily(): Promise<[PresentRecord, PresentRecord, PresentRecord]> {
    const one = aRecord(anotherHome())
    const others = [sisterOf(one), alikeOf(one)] as const
    await feeds.apply(one, ...others)
    await restrict(one)
    return [one, ...others]
  }

  it('that is cut off while it gives back goes on where it was, when it is asked for again', async () => {
    for (const cutOffAt of [1, 2]) {
      const [one, sister, twin] = await aFamily()
      const nearness = room.get(NearnessService)
      const reconsider = nearness.reconsider.bind(nearness)
      let calls = -1
      nearness.reconsider = async (...given) => {
        if ((calls += 1) === cutOffAt) throw new Error('killed')
        return reconsider(...given)
      }
      const version = (versions += 1)
      await expect(release(one, version)).rejects.toThrow('killed')
      nearness.reconsider = reconsider
      await release(one, version)
      expect(await shownWhole(one, sister, twin)).toEqual([true, true, true])
    }
  })

  it('of two at the same moment gives back what both had hidden, and so does one beside a decision', async () => {
    for (let n = 0; n < 8; n++) {
      const [one, sister, twin] = await aFamily()
      const brother = sisterOf(one)
      await feeds.apply(brother)
      await restrict(sister)
      const other = n % 2 === 0 ? release(sister) : decide(sister, brother, 'justified')
      await Promise.all([release(one), other])
      expect(await shownWhole(brother, twin)).toEqual([true, true])
    }
  })

  it('gives nothing back of a child that is shielded again meanwhile', async () => {
    const [one, sister, twin] = await aFamily()
    const rows = room.get(NearRowsRepository)
    const findOthers = rows.findOthers.bind(rows)
    rows.findOthers = async (childId) => {
      rows.findOthers = findOthers
      const others = await findOthers(childId)
      await restrict(one)
      return others
    }
    await release(one)
    expect(await shownWhole(one, sister, twin)).toEqual([false, false, null])
  })
})
