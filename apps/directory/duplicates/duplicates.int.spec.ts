import { foundDuplicates, type PresentRecord, type Source } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import { LinkingRepository } from '../linking/linking.repository.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { MergingService } from '../merging/merging.service.ts'
import { DuplicatesService } from './duplicates.service.ts'
import { LookingService } from './looking.service.ts'
import { LooksRepository } from './looks.repository.ts'

let room: Room<'shielding'>
let versions = 0

beforeAll(async () => {
  room = await aRoom(directory, ['shielding'], { linkAuditOneIn: 0 })
  room.fakes.shielding.answers(foundDuplicates, async () => ({}))
})
afterAll(() => room?.close())

beforeEach(forgetAll)

async function forgetAll(): Promise<void> {
  for (const name of ['children', 'source_records', 'search_keys', 'parts'])
    await room.db.collection(name).deleteMany({})
}

async function apply(source: Source, record: PresentRecord): Promise<string> {
  const version = String((versions += 1)).padStart(9, '0')
  const rows = [{ row: 1, line: 1, record: { ...record, version } }]
  const { fates } = await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })
  return fates[0]!.fate
}

async function idOf(source: Source, { recordId }: PresentRecord): Promise<string> {
  const linkId = `${source}:${recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!.childId!
}

/** What a look tells shielding. */
async function found(): Promise<string[][]> {
  room.fakes.shielding.forget()
  await room.get(LooksRepository).keep({ day: '', nextAt: new Date(0) })
  await room.get(LookingService).goOn(
    () => true,
    async () => undefined,
  )
  return room.fakes.shielding.questions(foundDuplicates).flatMap(({ pairs }) => pairs.map(({ childIds }) => childIds))
}

const BELLA = { name: { given: ['Bella'], family: 'Nowak' }, dateOfBirth: '2015-03-02', carers: [] }
const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }

/** A child of whom one source said at first what made it another than the one whom the census knows, and says now what the census says. */
async function doubled(source: Source = 'child-benefit') {
  const [early, late] = [aRecord({ ...BELLA, address: HOME }), aRecord({ ...BELLA, address: HOME })]
  expect(await apply('school-census', early)).toBe('created')
  const away = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
  expect(await apply(source, { ...late, name: { given: ['Beatrice'], family: 'Nowak' }, address: away })).toBe(
    'created',
  )
  expect(await found()).toEqual([])
  expect(await apply(source, late)).toBe('updated')
  const [earlyId, lateId] = [await idOf('school-census', early), await idOf(source, late)]
  return { earlyId, lateId, pair: [earlyId, lateId].toSorted() }
}

describe('a look for duplicates', () => {
  it('finds two records that the model would join now, once, whichever it looks at first', async () => {
    const { pair } = await doubled()
    expect(await found()).toEqual([pair])
  })

  it('finds two whose names share no key by which rows are held against children, if they were born on one day', async () => {
    const arthur = { dateOfBirth: '2012-03-29', gender: 'male' as const, carers: [] }
    const early = aRecord({ ...arthur, name: { given: ['Arthur', 'Shane'], family: 'Anderson' }, address: HOME })
    const late = aRecord({ ...arthur, name: { given: ['ARTHUR', 'SHANE'], family: 'NADERSON' }, address: null })
    expect([await apply('school-census', early), await apply('gp-links', late)]).toEqual(['created', 'created'])
    expect(await found()).toEqual([[await idOf('school-census', early), await idOf('gp-links', late)].toSorted()])
  })

  it('leaves two of whom one source has told as two', async () => {
    const name = { given: ['Arthur', 'Shane'], family: 'Anderson' }
    const arthur = { dateOfBirth: '2012-03-29', carers: [] }
    await apply('school-census', aRecord({ ...arthur, name, address: HOME }))
    await apply('school-census', aRecord({ ...arthur, name: { ...name, family: 'Naderson' }, address: null }))
    expect(await room.db.collection('children').countDocuments()).toBe(2)
    expect(await found()).toEqual([])
  })

  it.each([{ restricted: true }, { covered: true }, { visibility: 'hidden' }])(
    'holds nobody against a child of whom not everybody sees all: %j',
    async (protection) => {
      for (const who of ['earlyId', 'lateId'] as const) {
        const two = await doubled()
        await room.db.collection<{ _id: string }>('children').updateOne({ _id: two[who] }, { $set: protection })
        expect(await found()).toEqual([])
        await forgetAll()
      }
    },
  )

  it('asks of nobody of whom somebody has said who they are, nor again of those who are one', async () => {
    const { earlyId, lateId } = await doubled()
    const records = room.db.collection('source_records')
    await records.updateOne({ childId: lateId }, { $set: { decided: 'as somebody said' } })
    expect(await found()).toEqual([])
    await records.updateOne({ childId: lateId }, { $set: { decided: null } })
    await room.get(MergingService).merge({ childId: lateId, into: earlyId })
    expect(await found()).toEqual([])
  })
})

describe('a look that is cut off', () => {
  it('goes on with the day at which it was, and once it has ended not before it is time', async () => {
    await doubled()
    await apply('school-census', aRecord({ dateOfBirth: '2016-01-01', ...anotherHome() }))
    const looks = room.get(LooksRepository)
    await looks.keep({ day: '', nextAt: new Date(0) })
    let days = 0
    const goOn = (most: number) =>
      room.get(LookingService).goOn(
        () => days < most,
        async () => void (days += 1),
      )
    expect(await goOn(1)).toBe(0)
    expect((await looks.find()).day).toBe('')
    room.fakes.shielding.forget()
    expect(await goOn(9)).toBeGreaterThan(0)
    expect([days, room.fakes.shielding.questions(foundDuplicates).length]).toEqual([3, 1])
    expect(await goOn(9)).toBeGreaterThan(0)
    expect(days).toBe(3)
  })
})

it('who is grown up, or long dead, is nobody’s duplicate', async () => {
  for (const ended of [{ dateOfBirth: '2008-01-01' }, { dateOfDeath: '2024-01-01' }]) {
    const { earlyId, lateId } = await doubled()
    const children = room.db.collection<{ _id: string }>('children')
    await children.updateMany({ _id: { $in: [earlyId, lateId] } }, { $set: ended })
    expect(await found()).toEqual([])
    const both = { childIds: [earlyId, lateId] }
    await expect(room.get(DuplicatesService).compare(both)).rejects.toMatchObject({ code: 'not-found' })
    expect(await room.get(DuplicatesService).findOpen(both)).toEqual({ childIds: [] })
    await forgetAll()
  }
})

describe('two records side by side', () => {
  const compare = (...childIds: string[]) => room.get(DuplicatesService).compare({ childIds })

  it('have the one go on of which the directory has known longer, whichever is named first, or with which others were made one', async () => {
    const { earlyId, lateId, pair } = await doubled()
    for (const childIds of [pair, pair.toReversed()])
      expect(await compare(...childIds)).toMatchObject({ goesOn: { childId: earlyId }, other: { childId: lateId } })
    const third = aRecord({ address: { lines: ['3 Far Away'], postcode: 'NE1 1AA' } })
    await apply('births', third)
    await room.get(MergingService).merge({ childId: await idOf('births', third), into: lateId })
    expect((await compare(...pair)).goesOn.childId).toBe(lateId)
  })

  it('are not there where one of them is not shown to everybody, or nobody’s', async () => {
    const { earlyId, lateId } = await doubled()
    await expect(compare(earlyId, 'KLJ6G4D4VGLR')).rejects.toMatchObject({ code: 'not-found' })
    await room.db.collection<{ _id: string }>('children').updateOne({ _id: lateId }, { $set: { covered: true } })
    await expect(compare(earlyId, lateId)).rejects.toMatchObject({ code: 'not-found' })
    expect(await room.get(DuplicatesService).findOpen({ childIds: [earlyId, lateId] })).toEqual({ childIds: [earlyId] })
  })
})
