import { Fault, protectChild, type PresentRecord, type Source } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { NearnessService } from '../restrictions/nearness.service.ts'
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

const WITH_NUMBER = { identifiers: [{ scheme: 'nhs-number' as const, value: '9990000018' }] }
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
async function release(childId: string): Promise<void> {
  const version = shielding.versions.get(childId)! + 1
  shielding.versions.delete(childId)
  await room.get(RestrictionsService).release({ childId, version })
  shielding.versions.set(childId, version)
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

describe('a child that a source holds back', () => {
  it('is not seen before its shield is there, whatever looks at it again, and then shows four things', async () => {
    shielding.isThere = false
    const record = aRecord()
    expect(await fatesOf('pds', held(record))).toEqual(['created'])
    const childId = await idOf('pds', record)
    expect(await isSeen(childId, record)).toBe(false)
    await room.get(NearnessService).reconsider(childId)
    await room.get(NearnessService).settle(await stored(childId))
    expect(await isSeen(childId, record)).toBe(false)
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect(asked().at(-1)).toEqual({ childId, source: 'pds' })
    expect(Object.keys(await shown(childId)).sort()).toEqual(['childId', 'dateOfBirth', 'gender', 'name'])
    expect(await stored(childId)).not.toHaveProperty('awaitingShield')
  })

  it('gets the fates of any other, so that its sender learns nothing of who was known', async () => {
    const [known, unknown] = [aRecord(), aRecord()]
    expect(await fatesOf('pds', known)).toEqual(['created'])
    shielding.isThere = false
    const rows = [held(known), held(unknown)]
    expect(await fatesOf('pds', ...rows)).toEqual(['unchanged', 'created'])
    expect(await fatesOf('pds', ...rows)).toEqual(['unchanged', 'unchanged'])
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect(await fatesOf('pds', ...rows)).toEqual(['unchanged', 'unchanged'])
  })

  it('and that everybody saw is unseen at once, with what looks like it', async () => {
    const address = { lines: ['1 Elsewhere'], postcode: 'LS2 7ZZ' }
    const name = { given: ['Oliver'], family: 'Smith' }
    const record = aRecord({ ...WITH_NUMBER, name, dateOfBirth: '2014-05-06' })
    const lookalike = aRecord({ address, name, dateOfBirth: '2014-05-07' })
    await fatesOf('pds', record)
    expect(await fatesOf('school-census', lookalike)).toEqual(['created'])
    const [childId, other] = [await idOf('pds', record), await idOf('school-census', lookalike)]
    expect([await isSeen(childId, record), await isSeen(other, record)]).toEqual([true, true])
    shielding.isThere = false
    await fatesOf('pds', held(record))
    expect([await isSeen(childId, record), await isSeen(other, record)]).toEqual([false, false])
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect(await shown(childId)).not.toHaveProperty('address')
    expect(await isSeen(other, record)).toBe(false)
  })

  it.each(['before', 'after'])(
    'and of whom no home was known: who lives where another source says that it does shows as little, told %s its shield was there',
    async (when) => {
      const record = aRecord({ name: { given: ['Rosalind'], family: `Ardley${when}` } })
      const { address } = anotherHome()
      const [own, sister] = [
        aRecord({ ...record, recordId: aRecord().recordId, address }),
        aRecord({ address, name: { given: ['Celia'], family: record.name.family } }),
      ]
      await fatesOf('school-census', sister)
      const sisterId = await idOf('school-census', sister)
      expect(await shown(sisterId)).toHaveProperty('address')
      shielding.isThere = when === 'after'
      await fatesOf('pds', held(record))
      if (when === 'after') expect(await isDone()).toBe(true)
      await fatesOf('school-census', own)
      shielding.isThere = true
      expect(await isDone()).toBe(true)
      expect(await idOf('school-census', own)).toBe(await idOf('pds', record))
      expect(await shown(sisterId)).not.toHaveProperty('address')
      expect(await shown(await idOf('pds', record))).not.toHaveProperty('address')
    },
  )

  it('stays unseen through the rows of others, and through its own that hold nothing back', async () => {
    const record = aRecord()
    shielding.isThere = false
    await fatesOf('school-census', record)
    await fatesOf('pds', { ...record, ...PDS })
    await fatesOf('pds', held(record))
    const childId = await idOf('pds', record)
    expect(await idOf('school-census', record)).toBe(childId)
    expect(await fatesOf('school-census', { ...record, gpPracticeCode: 'A81001' })).toEqual(['updated'])
    expect(await fatesOf('pds', { ...record, ...PDS })).toEqual(['unchanged'])
    expect(await isSeen(childId, record)).toBe(false)
    expect(await room.db.collection('outbox').countDocuments()).toBe(1)
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect((await stored(childId)).restricted).toBe(true)
  })

  it('is protected also by a row of which a person must say whom it is about', async () => {
    const [record, somebody] = [aRecord(), aRecord()]
    await fatesOf('pds', record)
    const another = { ...held(somebody), recordId: record.recordId }
    expect(await fatesOf('pds', another)).toEqual(['parked somebody-else'])
    expect(await isDone()).toBe(true)
    const childId = await idOf('pds', record)
    expect(await stored(childId)).toMatchObject({ restricted: true, visibility: 'visible' })
    await release(childId)
    expect(await fatesOf('pds', another)).toEqual(['parked somebody-else'])
    expect([await isDone(), (await stored(childId)).restricted]).toEqual([true, false])
  })

  it('is protected by a row that says nothing else, where its source has told of it; of anybody else nothing is kept', async () => {
    const record = aRecord()
    await fatesOf('pds', record)
    const { recordId, version, asOf } = record
    const veryRestricted = { kind: 'moved', recordId, version, asOf, ...PDS, address: null, identifiers: [] } as const
    const row = { ...veryRestricted, protect: true as const } as never
    expect(await fatesOf('pds', row)).toEqual(['unchanged'])
    expect(await isDone()).toBe(true)
    expect(await stored(await idOf('pds', record))).toMatchObject({ restricted: true })
    expect(await fatesOf('pds', { ...(row as object), recordId: 'NOBODY' } as never)).toEqual(['refused nobody-known'])
  })
})

describe('a source', () => {
  it('asks once: the same row again, one that holds nothing back and one that changes a thing change no shield', async () => {
    const record = aRecord()
    await fatesOf('pds', held(record))
    expect(await isDone()).toBe(true)
    const childId = await idOf('pds', record)
    const { restriction } = await stored(childId)
    room.fakes.shielding.forget()
    const rows = [held(record), { ...record, ...PDS }, held(record, { gpPracticeCode: 'A81001' })]
    for (const row of rows) await fatesOf('pds', row)
    expect(await isDone()).toBe(true)
    expect(asked()).toEqual([])
    const after = await stored(childId)
    expect(after).toMatchObject({ restricted: true, restriction, visibility: 'visible' })
    expect(after).not.toHaveProperty('awaitingShield')
  })

  it('that says the same again brings back no shield that people have lifted; one that says something new does', async () => {
    const record = aRecord()
    await fatesOf('pds', held(record))
    expect(await isDone()).toBe(true)
    const childId = await idOf('pds', record)
    await release(childId)
    room.fakes.shielding.forget()
    await fatesOf('pds', held(record))
    expect(await isDone()).toBe(true)
    expect([asked(), await isSeen(childId, record)]).toEqual([[], true])
    shielding.isThere = false
    await fatesOf('pds', held(record, { formerFamilyNames: ['Before'] }))
    expect(await isSeen(childId, record)).toBe(false)
    await restrict(childId)
    shielding.isThere = true
    expect(await isDone()).toBe(true)
    expect((await stored(childId)).restricted).toBe(true)
  })

  it('takes nobody away with a file that is taken back', async () => {
    shielding.isThere = false
    const record = aRecord()
    await fatesOf('pds', held(record))
    const childId = await idOf('pds', record)
    const ask = { source: 'pds' as const, batchId: `b-${versions}`, recordIds: [record.recordId] }
    const { records } = await room.get(WithdrawingService).withdraw(ask)
    expect(records.map(({ fate }) => fate)).toEqual(['kept'])
    expect(await isSeen(childId, record)).toBe(false)
    shielding.isThere = true
    expect(await isDone()).toBe(true)
  })
})
