import {
  newChildId,
  today,
  type DiedRecord,
  type FullChild,
  type PresentRecord,
  type Source,
} from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt } from 'node:crypto'
import { directory } from '../app.module.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WaitingRowsService } from '../linking/waiting-rows.service.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { SearchService } from '../search/search.service.ts'
import { ChildrenService } from './children.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const DEATHS: Source = 'deaths'

async function fateOf(source: Source, record: PresentRecord | DiedRecord, batchId = 'b-1'): Promise<string> {
  const rows = [{ row: 1, line: 1, record }]
  const { fates } = await room.get(LinkingService).apply({ source, batchId, rows })
  return [fates[0]!.fate, fates[0]!.code].filter(Boolean).join(' ')
}
async function idOf({ recordId }: PresentRecord): Promise<string> {
  const linkId = `school-census:${recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!.childId!
}
const aChild = async (): Promise<PresentRecord> => {
  const record = aRecord()
  expect(await fateOf('school-census', record)).toBe('created')
  return record
}

let died = 0
/** @param dateOfDeath `YYYY-MM-DD` */
function deathOf({ name, dateOfBirth, gender, address }: PresentRecord, dateOfDeath: string): DiedRecord {
  return {
    ...{ kind: 'died', recordId: `D${(died += 1)}`, version: `${dateOfDeath}.1`, asOf: dateOfDeath },
    ...{ name, formerFamilyNames: [], dateOfBirth, gender, address, dateOfDeath },
    ...{ identifiers: [], carers: [], education: null, gpPracticeCode: null },
  }
}

/** The day so many years ago, and the day after it: the first is the last that ends a record. */
function yearsAgo(years: number, plus = 0): string {
  const [year, month, day] = today().split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year - years, month - 1, day + plus)).toISOString().slice(0, 10)
}

const read = (childId: string, view: 'visible' | 'full' | 'overridden') =>
  room.get(ChildrenService).read({ childId, view })
const found = async ({ name: { family }, dateOfBirth }: PresentRecord, given = {}): Promise<unknown[]> => {
  const criteria = { familyName: family, dateOfBirth, ...given }
  return (await room.get(SearchService).search({ criteria })).hits
}
const shield = (childId: string, version = 1) => room.get(RestrictionsService).restrict({ childId, version })
const keysOf = (childId: string) => room.db.collection('search_keys').find({ childId }).toArray()

/** All that a record, a search and a list of hits say. */
async function answers(record: PresentRecord): Promise<unknown> {
  const childId = await idOf(record)
  const views = await Promise.allSettled(
    (['visible', 'full', 'overridden'] as const).map((view) => read(childId, view)),
  )
  const told = views.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as { code: string }).code))
  const children = room.get(ChildrenService)
  const located = await children.locate({ childId }).catch(({ code }: { code: string }) => code)
  return { told, located, hits: await children.findHits([childId]), found: await found(record) }
}
const NEVER = { told: Array(3).fill('not-found'), located: 'not-found', hits: [], found: [] }

describe('a death', () => {
  it('shows on the record, with where that came from, and makes nobody another person', async () => {
    const record = await aChild()
    const childId = await idOf(record)
    const before = (await read(childId, 'full')).child as FullChild
    expect(before.dateOfDeath).toBeNull()
    expect(await fateOf(DEATHS, deathOf(record, yearsAgo(0)))).toBe('updated')
    const { dateOfDeath, sources, ...after } = (await read(childId, 'full')).child as FullChild
    expect(dateOfDeath).toBe(yearsAgo(0))
    expect(sources!.find(({ item }) => item === 'date-of-death')!.source).toBe(DEATHS)
    const { carers, education, name, formerNames, address } = before
    expect(after).toMatchObject({ carers, education, name, formerNames, address })
    expect(await found(record)).toHaveLength(1)
  })

  it('leaves the record for a year; from then on it answers as one that never was, in every view, search and list of hits', async () => {
    const [recent, long] = [await aChild(), await aChild()]
    await fateOf(DEATHS, deathOf(recent, yearsAgo(1, 1)))
    expect(await answers(recent)).toMatchObject({ found: [{}], hits: [{}], told: [{}, { full: true }, {}] })
    await fateOf(DEATHS, deathOf(long, yearsAgo(1)))
    expect(await answers(long)).toEqual(NEVER)
    expect(await keysOf(await idOf(long))).not.toEqual([])
  })

  it('leaves a search, too: those who are long dead make no answer one that must be narrowed', async () => {
    const record = await aChild()
    const [{ _id: _own, ...key }] = (await keysOf(await idOf(record))) as [{ _id: unknown }]
    const dead = Array.from({ length: 60 }, () => ({ ...key, childId: newChildId(randomInt) }))
    const keys = room.db.collection('search_keys')
    await keys.insertMany(dead.map((one) => ({ ...one, dateOfDeath: yearsAgo(1, 1) })))
    const { name, dateOfBirth } = record
    const criteria = { familyName: name.family, dateOfBirth }
    const refine = async () => (await room.get(SearchService).search({ criteria })).refine
    expect(await refine()).toBe(true)
    const ids = dead.map(({ childId }) => childId)
    await keys.updateMany({ childId: { $in: ids } }, { $set: { dateOfDeath: yearsAgo(1) } })
    expect(await refine()).toBe(false)
    expect(await found(record)).toHaveLength(1)
  })

  it('of nobody whom the directory knows waits for a person, and makes nobody', async () => {
    const unknown = deathOf(aRecord(), yearsAgo(0))
    const all = await room.db.collection('children').countDocuments()
    expect(await fateOf(DEATHS, unknown)).toBe('parked nobody-known')
    expect(await fateOf(DEATHS, { ...unknown, version: '9999-12-31.2' })).toBe('parked nobody-known')
    expect(await room.db.collection('children').countDocuments()).toBe(all)
  })

  it('that was registered by mistake is taken back by its source, or with its file', async () => {
    const record = await aChild()
    const death = deathOf(record, yearsAgo(2))
    await fateOf(DEATHS, death)
    const { recordId, asOf } = death
    const nothing = { address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null }
    const cancelled = { kind: 'moved' as const, recordId, asOf, version: '9999-12-31.2', ...nothing }
    const rows = [{ row: 1, line: 1, record: { ...cancelled, ended: ['dateOfDeath' as const] } }]
    await room.get(LinkingService).apply({ source: DEATHS, batchId: 'b-2', rows })
    expect((await read(await idOf(record), 'full')).child).toMatchObject({ dateOfDeath: null })
    expect(await found(record)).toHaveLength(1)

    const other = await aChild()
    const wrong = deathOf(other, yearsAgo(0))
    await fateOf(DEATHS, wrong, 'b-wrong')
    await room.get(WithdrawingService).withdraw({ source: DEATHS, batchId: 'b-wrong', recordIds: [wrong.recordId] })
    expect((await read(await idOf(other), 'full')).child).toMatchObject({ dateOfDeath: null })
  })
})

describe('the death of a shielded child', () => {
  it.each([0, 2])('%s years ago changes nothing of what the shield leaves visible', async (years) => {
    const record = await aChild()
    const childId = await idOf(record)
    await shield(childId)
    const cut = async () => [await read(childId, 'visible'), await read(childId, 'full'), await found(record)]
    const before = await cut()
    expect(await fateOf(DEATHS, deathOf(record, yearsAgo(years)))).toBe('parked changes-shielded')
    expect(await cut()).toEqual(before)
    const waiting = room.get(WaitingRowsService)
    for (const row of (await waiting.list(childId)).rows) await waiting.decide({ ...row, childId, decision: 'take' })
    expect(await cut()).toEqual(before)
    expect(JSON.stringify(await cut())).not.toContain('dateOfDeath')
    expect((await read(childId, 'overridden')).child).toMatchObject({ dateOfDeath: yearsAgo(years) })
  })

  it('ends its record once the shield is lifted', async () => {
    const record = await aChild()
    const childId = await idOf(record)
    await shield(childId)
    await fateOf(DEATHS, deathOf(record, yearsAgo(2)))
    await room.get(WaitingRowsService).release({ childId, version: 2 })
    expect(await answers(record)).toEqual(NEVER)
  })
})
