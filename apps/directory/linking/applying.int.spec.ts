import type { AppliedFate, IncomingRecord, MovedRecord, PresentRecord } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import { directory } from '../app.module.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

async function apply(records: IncomingRecord[], batchId = 'b-1'): Promise<AppliedFate[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 3, record }))
  return (await room.get(LinkingService).apply({ source: 'school-census', batchId, rows })).fates
}
const fatesOf = async (records: IncomingRecord[], batchId?: string) =>
  (await apply(records, batchId)).map(({ fate, code }) => (code ? `${fate} ${code}` : fate))

async function childOf({ recordId }: PresentRecord): Promise<Child> {
  const linkId = `school-census:${recordId}`
  const link = (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!
  return (await room.get(RecordsService).findById(link.childId!))!
}
const restrictions = () => room.get(RestrictionsService)
const restrict = async (record: PresentRecord, version = 1) =>
  restrictions().restrict({ childId: (await childOf(record)).childId, version })
const later = (record: PresentRecord, given: Partial<PresentRecord>): PresentRecord => ({
  ...record,
  version: `${record.version}1`,
  ...given,
})
const marks = async (record: PresentRecord): Promise<unknown[]> => {
  const { childId, restricted } = await childOf(record)
  const kept = await room.db
    .collection<{ _id: string; restricted: boolean }>('restricted_children')
    .findOne({ _id: childId })
  return [
    restricted,
    ...(await room.db.collection('search_keys').distinct('restricted', { childId })),
    kept?.restricted ?? false,
  ]
}

describe('rows of one question', () => {
  it('get each its fate in their order, and the same fates when they are delivered again after a crash (I5)', async () => {
    const [known, changed, newer] = [aRecord(), aRecord(), aRecord()]
    await apply([known, changed, newer], 'b-before')
    const rows = [
      aRecord(),
      { ...known },
      later(changed, { gpPracticeCode: 'A81001' }),
      aRecord(),
      { ...newer, version: '0' },
    ]
    const fates = ['created', 'unchanged', 'updated', 'created', 'refused older-version']
    expect(await fatesOf(rows)).toEqual(fates)
    expect(await fatesOf(rows)).toEqual(fates)
  })

  it('leave what the newest version of each record says, in whatever order they come and however often', async () => {
    const versions = [1, 2, 3]
    const deliveries = fc.tuple(
      fc.shuffledSubarray(versions, { minLength: 3 }),
      fc.array(fc.constantFrom(...versions), { maxLength: 3 }),
    )
    await fc.assert(
      fc.asyncProperty(deliveries, async ([once, again]) => {
        const record = aRecord()
        const at = (version: number): PresentRecord => ({
          ...record,
          version: String(version),
          gpPracticeCode: `A8100${version}`,
        })
        for (const version of [...once, ...again]) await apply([at(version)], `b-${version}`)
        expect(await childOf(record)).toMatchObject({ gpPracticeCode: 'A81003', name: record.name })
        expect(await room.db.collection('children').countDocuments({ 'name.family': record.name.family })).toBe(1)
      }),
      { numRuns: 10 },
    )
  })

  it('that come to two copies at the same moment make one child', async () => {
    const rows = [aRecord(), aRecord()]
    const both = await Promise.all([fatesOf(rows), fatesOf(rows), fatesOf(rows)])
    for (const fates of both) expect(fates).toEqual(['created', 'created'])
    for (const { name } of rows)
      expect(await room.db.collection('children').countDocuments({ 'name.family': name.family })).toBe(1)
  })
})

describe('a record of another school', () => {
  const elsewhere = (record: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
    ...record,
    recordId: aRecord().recordId,
    ...given,
  })

  it('is the child whose first name, family name, birth date and postcode it has, however they are written', async () => {
    const record = aRecord({ name: { given: ['Zoë'], family: 'Ó Briain-Fallow' } })
    const same = elsewhere(record, { name: { given: ['ZOE', 'Ann'], family: 'O BRIAIN FALLOW' } })
    await apply([record])
    expect(await fatesOf([same])).toEqual(['updated'])
    expect((await childOf(same)).childId).toBe((await childOf(record)).childId)
  })

  it('is somebody else of another given name, or at a home far away: one source has no two records of a child', async () => {
    const record = aRecord()
    await apply([record])
    const others = [elsewhere(record, { name: { ...record.name, given: ['Other'] } }), elsewhere(record, anotherHome())]
    for (const other of others) {
      expect(await fatesOf([other])).toEqual(['created'])
      expect((await childOf(other)).childId).not.toBe((await childOf(record)).childId)
    }
  })

  it('waits for a person when a permanent identifier contradicts, and the child stays as it was', async () => {
    const upn = (value: string): Pick<PresentRecord, 'identifiers'> => ({ identifiers: [{ scheme: 'upn', value }] })
    const record = aRecord(upn('H801200001001'))
    await apply([record])
    const before = await childOf(record)
    const other = elsewhere(record, upn('X801200001002'))
    expect(await fatesOf([other, other])).toEqual(Array(2).fill('parked conflicting-identifier'))
    expect(await childOf(record)).toEqual(before)
    const mended = later(other, { address: { lines: ['9 New Road'], postcode: 'HX4 1AB' } })
    expect(await fatesOf([mended])).toEqual(['created'])
  })
})

describe('a row that says nothing of who somebody is', () => {
  const moved = ({ recordId, version }: PresentRecord, given: Partial<MovedRecord>): MovedRecord => ({
    ...{ kind: 'moved', recordId, version: `${version}1`, asOf: '2026-10-02' },
    ...{ address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null },
    ...given,
  })

  it('changes whom its source has told of before, and nothing that it does not speak of', async () => {
    const record = aRecord({ gpPracticeCode: 'A81001' })
    await apply([record])
    const before = await childOf(record)
    const address = { lines: ['9 New Road'], postcode: 'HX4 1AB' }
    expect(await fatesOf([moved(record, { address, ended: ['gpPracticeCode'] })])).toEqual(['updated'])
    const { name, carers, education } = before
    expect(await childOf(record)).toMatchObject({ name, carers, education, address, gpPracticeCode: null })
  })
  it('is refused when its source has told of nobody, and nothing of it is kept', async () => {
    const record = aRecord()
    const row = moved(record, { gpPracticeCode: 'A81001' })
    expect(await fatesOf([row, row])).toEqual(['refused nobody-known', 'refused nobody-known'])
    expect(
      await room.db.collection('source_records').countDocuments({ _id: new RegExp(record.recordId) as never }),
    ).toBe(0)
    expect(await fatesOf([record])).toEqual(['created'])
  })

  it('waits as the row does that told of somebody: it tells its sender nothing of what that met', async () => {
    const upn = (value: string): Pick<PresentRecord, 'identifiers'> => ({ identifiers: [{ scheme: 'upn', value }] })
    const record = aRecord(upn('H801200001001'))
    const other = { ...record, recordId: aRecord().recordId, ...upn('X801200001002') }
    await apply([record])
    expect(await fatesOf([other])).toEqual(['parked conflicting-identifier'])
    expect(await fatesOf([moved(other, { gpPracticeCode: 'A81001' })])).toEqual(['parked nobody-known'])
  })

  it('changes nothing of a sealed child', async () => {
    const record = aRecord()
    await apply([record])
    const { childId } = await childOf(record)
    await restrictions().restrict({ childId, version: 1, tier: 'sealed' })
    const before = await childOf(record)
    expect(await fatesOf([moved(record, { gpPracticeCode: 'A81001' })])).toEqual(['parked sealed'])
    expect(await childOf(record)).toEqual(before)
  })
})

describe('a reference that its school has given to somebody else (F6)', () => {
  it('makes nobody into somebody else: the row waits, and the child stays as it was', async () => {
    const record = aRecord()
    await apply([record])
    const before = await childOf(record)
    const { name, dateOfBirth } = aRecord()
    expect(await fatesOf([later(record, { name, dateOfBirth })])).toEqual(['parked somebody-else'])
    expect(await childOf(record)).toEqual(before)
  })
})

describe('a shielded child', () => {
  it('is marked with all its keys at once, and so is what officers take in of a later row', async () => {
    const record = aRecord({ formerFamilyNames: ['Oxenbridge'] })
    await apply([record])
    expect(await marks(record)).toEqual([false, false, false])
    await restrict(record)
    expect(await marks(record)).toEqual([true, true, true])
    const moved = later(record, { address: { lines: ['9 New Road'], postcode: 'HX4 1AB' } })
    expect(await fatesOf([moved])).toEqual(['parked changes-shielded'])
    const { childId } = await childOf(record)
    const [waiting] = (await room.get(WaitingRowsService).list(childId)).rows
    await room.get(WaitingRowsService).decide({ ...waiting!, childId, decision: 'take' })
    expect(await childOf(record)).toMatchObject({ address: moved.address })
    expect(await marks(record)).toEqual([true, true, true])
  })

  it('follows the highest version of its protection, in whatever order shielding’s words arrive', async () => {
    const words = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(words, async (versions) => {
        const record = aRecord()
        await apply([record])
        const { childId } = await childOf(record)
        for (const version of versions)
          await (version % 2 === 1 ? restrictions().restrict : restrictions().release).call(restrictions(), {
            childId,
            version,
          })
        const isRestricted = Math.max(...versions) % 2 === 1
        expect(await marks(record)).toEqual([isRestricted, isRestricted, isRestricted])
      }),
      { numRuns: 10 },
    )
  })

  it('that nobody knows is not found, and nothing is marked', async () => {
    for (const word of ['restrict', 'release'] as const)
      await expect(restrictions()[word]({ childId: 'KLJ6G4D4VGLR', version: 1 })).rejects.toMatchObject({
        code: 'not-found',
      })
  })
})
