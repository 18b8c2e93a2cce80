import type { AppliedFate, PresentRecord } from '@contactpoint/contracts'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Child } from '../children/children.schema.ts'
import { RecordsService } from '../children/records.service.ts'
import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
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
const dayNumber = (n: number): string => new Date(Date.UTC(2003, 0, 1 + n * 83)).toISOString().slice(0, 10)

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
    dateOfBirth: dayNumber(made),
    gender: 'female',
    address: { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' },
    identifiers: [],
    carers: [],
    education: null,
    gpPracticeCode: null,
    ...given,
  }
}

async function applyAll(records: PresentRecord[]): Promise<AppliedFate[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 1, record }))
  return (await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })).fates
}

async function apply(record: PresentRecord): Promise<AppliedFate> {
  return (await applyAll([record]))[0]!
}

/** Names that are not near each other. */
function nameOf(n: number): PresentRecord['name'] {
  const letters = (from: number): string =>
    String.fromCharCode(...[7, 3, 11, 5].map((by) => 97 + ((from + n * by) % 26)))
  return { given: [`X${letters(n)}`], family: `Q${letters(n + 9)}ton` }
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

const elsewhere = { lines: ['7 High Street'], postcode: 'M1 1AA' }
const twinOf = ({ dateOfBirth }: PresentRecord): PresentRecord => aRow({ dateOfBirth, address: elsewhere })

/** Does something when the directory has looked what a row is near, and is about to write it. */
function afterTheLook(work: () => Promise<unknown>): void {
  const looks = room.get(RestrictedChildrenService)
  const look = looks.look.bind(looks)
  const spy = jest.spyOn(looks, 'look').mockImplementation(async (children) => {
    spy.mockRestore()
    const seen = await look(children)
    await work()
    return seen
  })
}

/** Leaves the child as versions before this one did that were killed between the write of a row and the look. */
async function leaveHidden({ childId }: Child): Promise<void> {
  await room.db.collection<{ _id: string }>('children').updateOne({ _id: childId }, { $set: { visibility: 'hidden' } })
  await room.db.collection('search_keys').updateMany({ childId }, { $set: { visible: false } })
}

describe('between the look at what a row is near and its write', () => {
  it('its own shield makes it wait for officers', async () => {
    const row = aRow()
    await apply(row)
    afterTheLook(async () => shield(await childOf(row)))
    expect(await apply(moved(row))).toMatchObject({ fate: 'parked', code: 'changes-shielded' })
    expect(await childOf(row)).toMatchObject({ visibility: 'visible', restricted: true, address: row.address })
  })

  it('the shield of a lookalike makes it invisible: a record that was there', async () => {
    const row = aRow()
    const lookalike = twinOf(row)
    await apply(row)
    await apply(lookalike)
    afterTheLook(async () => shield(await childOf(row)))
    expect(await apply(moved(lookalike))).toMatchObject({ fate: 'parked', code: 'near-restricted' })
    expect((await childOf(lookalike)).visibility).toBe('quarantined')
    expect((await childOf(row)).visibility).toBe('visible')
  })

  it('the shield of a lookalike makes it invisible: a new record, also one that is looked at alone', async () => {
    for (const rowsOf of [(one: PresentRecord) => [one], (one: PresentRecord) => [one, aRow(one)]]) {
      const row = aRow()
      await apply(row)
      const twin = twinOf(row)
      afterTheLook(async () => shield(await childOf(row)))
      for (const fate of await applyAll(rowsOf({ ...twin, recordId: `${twin.recordId}-again` })))
        expect(fate).toMatchObject({ fate: 'parked', code: 'near-restricted' })
    }
  })
})

it('of a shield and a row of a lookalike at the same moment, one always sees the other', async () => {
  for (let n = 0; n < 40; n++) {
    const row = aRow({ name: nameOf(n), address: { lines: ['1 Rydal Lane'], postcode: `HX${n + 1} 1AB` } })
    await apply(row)
    const child = await childOf(row)
    const twin = { ...twinOf(row), name: row.name }
    const rows = n % 2 === 0 ? [twin] : [twin, { ...twin, recordId: `${twin.recordId}-late` }]
    await Promise.all([shield(child), sleep(n % 8).then(() => applyAll(rows))])
    expect((await childOf(twin)).visibility).toBe('quarantined')
  }
})

describe('a child that a crash of a version before left hidden', () => {
  it('is seen after its own shield, and its rows wait', async () => {
    const row = aRow()
    await apply(row)
    await leaveHidden(await childOf(row))
    await shield(await childOf(row))
    expect((await childOf(row)).visibility).toBe('visible')
    expect(await apply(moved(row))).toMatchObject({ fate: 'parked', code: 'changes-shielded' })
  })

  it('is looked at by the next row, whatever it says', async () => {
    const row = aRow()
    await apply(row)
    await shield(await childOf(row))
    for (const next of [moved, (same: PresentRecord) => ({ ...same, version: '2' }), (same: PresentRecord) => same]) {
      const twin = aRow({ dateOfBirth: row.dateOfBirth, name: nameOf(made) })
      const [alike, unlike] = [
        { ...twinOf(row), version: '0' },
        { ...twin, version: '0', address: elsewhere },
      ]
      for (const [one, visibility] of [
        [alike, 'quarantined'],
        [unlike, 'visible'],
      ] as const) {
        await apply(one)
        await leaveHidden(await childOf(one))
        await apply(next(one))
        expect((await childOf(one)).visibility).toBe(visibility)
      }
    }
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
