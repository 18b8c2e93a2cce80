import type { AppliedFate, PresentRecord } from '@contactpoint/contracts'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { RestrictedChildrenService } from '../restrictions/restricted-children.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

let made = 0

/** A row of a census; each has a birth date far from the others, so that none is near another. */
function aRow(given: Partial<PresentRecord> = {}): PresentRecord {
  made += 1
  return {
    kind: 'present',
    recordId: `R${made}`,
    version: '1',
    asOf: '2026-10-01',
    name: { given: ['Desdemona'], family: 'Wintergreen' },
    formerFamilyNames: [],
    dateOfBirth: `${2008 + made}-0${1 + (made % 9)}-${9 + made}`,
    gender: 'female',
    address: { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' },
    identifiers: [],
    carers: [],
    education: null,
    gpPracticeCode: null,
    ...given,
  }
}

async function apply(record: PresentRecord): Promise<AppliedFate> {
  const rows = [{ row: 1, line: 1, record }]
  const { fates } = await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
  return fates[0]!
}

async function childOf(record: PresentRecord): Promise<Child> {
  const linkId = `school-census:${record.recordId}`
  const link = (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!
  return (await room.get(RecordsService).findById(link.childId!))!
}

const shield = ({ childId }: Child) => room.get(RestrictionsService).restrict({ childId, version: 1 })
const moved = (record: PresentRecord): PresentRecord => ({
  ...record,
  version: '2',
  address: { lines: ['2 Rydal Lane'], postcode: 'HX4 2AB' },
})

/** Does something when a row is written and hidden, and about to be looked at. */
function whenHidden(work: () => Promise<unknown>): void {
  const looks = room.get(RestrictedChildrenService)
  const around = looks.around.bind(looks)
  const spy = jest.spyOn(looks, 'around').mockImplementation(async (children) => {
    spy.mockRestore()
    await work()
    return around(children)
  })
}

/** Leaves the child as a crash does that falls between a row's hidden write and the look at what it is near. */
function crashBeforeTheLook(): void {
  whenHidden(() => Promise.reject(new Error('killed here')))
}

describe('a row that was written hidden', () => {
  it('is made visible though its own shield falls between the write and the look', async () => {
    const row = aRow()
    await apply(row)
    whenHidden(async () => shield(await childOf(row)))
    expect((await apply(moved(row))).fate).toBe('updated')
    expect(await childOf(row)).toMatchObject({ visibility: 'visible', restricted: true })
  })

  it('stays hidden when the shield of a lookalike falls there', async () => {
    const row = aRow()
    const lookalike = aRow({ dateOfBirth: row.dateOfBirth, address: { lines: ['7 High Street'], postcode: 'M1 1AA' } })
    await apply(row)
    await apply(lookalike)
    whenHidden(async () => shield(await childOf(row)))
    expect(await apply(moved(lookalike))).toMatchObject({ fate: 'parked', code: 'near-restricted' })
    expect((await childOf(lookalike)).visibility).toBe('quarantined')
    expect((await childOf(row)).visibility).toBe('visible')
  })

  it('is looked at by its own shield, after a crash, and changed by the next row', async () => {
    const row = aRow()
    await apply(row)
    crashBeforeTheLook()
    await expect(apply(moved(row))).rejects.toThrow('killed here')
    await shield(await childOf(row))
    expect((await childOf(row)).visibility).toBe('visible')
    const changed = { ...moved(row), version: '3', gpPracticeCode: 'B86001' }
    expect(await apply(changed)).toMatchObject({ fate: 'parked', code: 'changes-shielded' })
    expect((await childOf(row)).visibility).toBe('visible')
  })

  it('is looked at by the next row, when a crash came before anybody had ever seen it', async () => {
    const row = aRow()
    await apply(row)
    await shield(await childOf(row))
    const twin = aRow({ dateOfBirth: row.dateOfBirth, address: { lines: ['7 High Street'], postcode: 'M1 1AA' } })
    crashBeforeTheLook()
    await expect(apply(twin)).rejects.toThrow('killed here')
    expect(await apply(moved(twin))).toMatchObject({ fate: 'parked', code: 'near-restricted' })
    expect((await childOf(twin)).visibility).toBe('quarantined')
  })
})

describe('a row about a sealed child', () => {
  it('waits for its desk, changes nothing, and is taken in no more than told (AC-09)', async () => {
    const row = aRow()
    await apply(row)
    const { childId } = await childOf(row)
    await room.get(RestrictionsService).restrict({ childId, version: 1, tier: 'sealed' })
    const sealed = await childOf(row)
    expect(sealed.visibility).toBe('sealed')
    for (const later of [moved(row), { ...row, version: '3', name: { given: ['Another'], family: 'Name' } }])
      expect((await apply(later)).fate).toBe('parked')
    expect(await childOf(row)).toEqual(sealed)
    const { rows } = await room.get(WaitingRowsService).list(childId)
    const says = ['name', 'dateOfBirth', 'gender', 'address']
    expect(rows).toEqual([{ source: 'school-census', batchId: 'b-1', row: 1, code: 'sealed', says }])
    await room.get(RestrictionsService).restrict({ childId, version: 2, tier: 'standard' })
    expect((await apply({ ...row, version: '4' })).fate).toBe('unchanged')
    expect(await childOf(row)).toMatchObject({ visibility: 'visible', restricted: true })
    expect((await room.get(WaitingRowsService).list(childId)).rows).toEqual([])
  })
})

describe('the tier of a child', () => {
  it('is that of its last version, in whichever order they come and how often', async () => {
    const row = aRow()
    await apply(row)
    const { childId } = await childOf(row)
    let [version, last] = [0, 0]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ back: fc.integer({ min: -2, max: 2 }), sealed: fc.boolean() }), { maxLength: 5 }),
        async (asked) => {
          for (const { back, sealed } of asked) {
            version = Math.max(1, last + back)
            const before = (await childOf(row)).visibility
            const tier = sealed ? 'sealed' : 'standard'
            await room.get(RestrictionsService).restrict({ childId, version, tier })
            const expected = version <= last ? before : sealed ? 'sealed' : 'visible'
            expect((await childOf(row)).visibility).toBe(expected)
            last = Math.max(last, version)
          }
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('a record that becomes somebody else in two files', () => {
  it('waits for a person at the second: the name in the one, the birth date in the next', async () => {
    const row = aRow()
    await apply(row)
    const renamed = { ...row, version: '2', name: { given: ['Rosalind'], family: 'Arden' } }
    expect((await apply(renamed)).fate).toBe('updated')
    const before = await childOf(row)
    const another = { ...renamed, version: '3', dateOfBirth: '2011-11-11' }
    expect(await apply(another)).toMatchObject({ fate: 'parked', code: 'somebody-else' })
    expect(await childOf(row)).toEqual(before)
    expect((await apply({ ...renamed, version: '4', gpPracticeCode: 'A81001' })).fate).toBe('updated')
  })
})

describe('questions', () => {
  const count = async () => (await room.get(LinkingService).countQuestions()).rows

  it('are the rows that wait for a person, by source, until one of the same record is taken in', async () => {
    await room.db.collection('source_records').deleteMany({ parked: { $type: 'string' } })
    const row = aRow()
    await apply(row)
    await shield(await childOf(row))
    expect(await count()).toEqual([])
    const renamed = { ...row, version: '2', name: { given: ['Rosalind'], family: 'Wintergreen' } }
    expect(await apply(renamed)).toMatchObject({ fate: 'parked', code: 'changes-shielded' })
    expect(await count()).toEqual([{ key: 'school-census', counts: [1] }])
    expect((await apply({ ...row, version: '3' })).fate).toBe('unchanged')
    expect(await count()).toEqual([])
  })
})
