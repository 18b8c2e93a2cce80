import { Fault, protectChild, type PresentRecord, type Source } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'

let room: Room<'shielding'>
/** Shielding, as this service knows it: versions of its protections, and whether it is there. */
let shielding = { isThere: true, versions: new Map<string, number>() }

beforeAll(async () => {
  room = await aRoom(directory, ['shielding'])
  room.fakes.shielding.answers(protectChild, async ({ childId }) => {
    if (!shielding.isThere) throw Fault.unavailable('shielding')
    if (!shielding.versions.has(childId)) await restrict(childId)
    return {}
  })
})

beforeEach(() => {
  shielding = { isThere: true, versions: new Map() }
  room.fakes.shielding.forget()
})

afterAll(() => room?.close())

const PDS = { education: null, carers: [], gpPracticeCode: null }

/** As the feed's translator makes it of a restricted patient. */
function held(record: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord {
  return { ...record, ...PDS, address: null, protect: true, ...given }
}

let versions = 0
async function fatesOf(source: Source, ...records: PresentRecord[]): Promise<string[]> {
  const rows = records.map((record, n) => {
    return { row: n + 1, line: n + 1, record: { ...record, version: String((versions += 1)).padStart(9, '0') } }
  })
  const { fates } = await room.get(LinkingService).apply({ source, batchId: `b-${versions}`, rows })
  return fates.map(({ fate, code }) => [fate, code].filter(Boolean).join(' '))
}
const idOf = async (source: Source, { recordId }: PresentRecord): Promise<string> => {
  const linkId = `${source}:${recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!.childId!
}
const stored = async (childId: string): Promise<Child> => (await room.get(RecordsService).findById(childId))!
async function restrict(childId: string): Promise<void> {
  const version = (shielding.versions.get(childId) ?? 1) + 1
  shielding.versions.set(childId, version)
  await room.get(RestrictionsService).restrict({ childId, version })
}
const asked = () => room.fakes.shielding.questions(protectChild)
const isDone = () => until(async () => (await room.db.collection('outbox').countDocuments()) === 0, 20_000, 20)

/** Whether any answer shows that there is such a child. */
async function isSeen(childId: string, { name, dateOfBirth }: PresentRecord): Promise<boolean> {
  const { hits } = await room.get(SearchService).search({ criteria: { familyName: name.family, dateOfBirth } })
  const listed = await room.get(ChildrenService).findHits([childId])
  const views = (['visible', 'full', 'overridden'] as const).map((view) =>
    room.get(ChildrenService).read({ childId, view }),
  )
  const read = (await Promise.allSettled(views)).filter(({ status }) => status === 'fulfilled')
  return JSON.stringify([hits, listed]).includes(childId) || read.length > 0
}
const shown = async (childId: string) => (await room.get(ChildrenService).read({ childId, view: 'full' })).child

describe('of two records that are one child', () => {
  const merged = async () => {
    const [one, other] = [aRecord(), aRecord()]
    await fatesOf('pds', one)
    await fatesOf('school-census', other)
    const [childId, into] = [await idOf('pds', one), await idOf('school-census', other)]
    return { one, other, childId, into, join: () => room.get(MergingService).merge({ childId, into }) }
  }

  it('one that is held back protects whoever goes on for both', async () => {
    const { one, other, childId, into, join } = await merged()
    await join()
    expect(await isSeen(into, other)).toBe(true)
    shielding.isThere = false
    await fatesOf('pds', held(one))
    expect(await isSeen(into, other)).toBe(false)
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect(asked().map((ask) => ask.childId)).toEqual(expect.arrayContaining([childId, into]))
    expect(await shown(into)).not.toHaveProperty('address')
  })

  it('neither is seen while the shield of one is asked for, joined or apart again', async () => {
    const { one, other, childId, into, join } = await merged()
    shielding.isThere = false
    await fatesOf('pds', held(one))
    await join()
    expect(await isSeen(into, other)).toBe(false)
    await room.get(MergingService).split({ childId, into, restricted: false, version: 1 })
    expect([await isSeen(into, other), await isSeen(childId, one)]).toEqual([false, false])
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect([(await stored(into)).restricted, (await stored(childId)).restricted]).toEqual([true, true])
  })

  it('neither is seen where the one that goes on is held back, when they are apart again', async () => {
    const { one, other, childId, into, join } = await merged()
    await fatesOf('pds', { ...other, ...PDS })
    await join()
    shielding.isThere = false
    await fatesOf('pds', held(other))
    await room.get(MergingService).split({ childId, into, restricted: false, version: 1 })
    expect([await isSeen(into, other), await isSeen(childId, one)]).toEqual([false, false])
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect([(await stored(into)).restricted, (await stored(childId)).restricted]).toEqual([true, true])
  })

  it('one that was held back before they were joined awaits nothing when they are apart, and is seen again when its shield is lifted', async () => {
    const { one, childId, into, join } = await merged()
    shielding.isThere = false
    await fatesOf('pds', held(one))
    await join()
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    await room.get(MergingService).split({ childId, into, restricted: true, version: 9 })
    expect(await stored(childId)).not.toHaveProperty('awaitingShield')
    await room.get(RestrictionsService).release({ childId, version: 10 })
    await fatesOf('pds', { ...one, address: { lines: ['1 Elsewhere'], postcode: 'LS2 7ZZ' } })
    expect((await stored(childId)).visibility).toBe('visible')
  })
})
