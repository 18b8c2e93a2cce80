import type { AppliedFate, ParkedRow, PresentRecord, RowDecision } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { StaleChild } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { directory } from '../app.module.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { toRow } from './linking.rules.ts'
import { LinkingService } from './linking.service.ts'
import { UndecidedService } from './undecided.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { WithdrawingService } from './withdrawing.service.ts'

let room: Room
let record: PresentRecord
let childId: string
let deliveries = 0
let homes = 0

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

beforeEach(async () => {
  record = aRecord({ version: '0' })
  await says({})
  childId = (await linkOf(record))!.childId!
  await room.get(RestrictionsService).restrict({ childId, version: 1 })
})

const linkOf = async ({ recordId }: PresentRecord) => {
  const linkId = `school-census:${recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)
}
const batch = (n: number): string => `b-${record.recordId}-${n}`
const child = async (of = childId): Promise<Child> => (await room.get(RecordsService).findById(of))!
const waiting = async (): Promise<ParkedRow[]> => (await room.get(WaitingRowsService).list(childId)).rows
const decide = (row: ParkedRow, decision: RowDecision) =>
  room.get(WaitingRowsService).decide({ ...row, childId, decision })

/** The next delivery of the record, in a batch of its own. */
async function says(given: Partial<PresentRecord>, of = record): Promise<Pick<AppliedFate, 'fate' | 'code'>> {
  const version = String((deliveries += 1)).padStart(9, '0')
  const rows = [{ row: 1, line: 1, record: { ...of, version, ...given } }]
  const batchId = batch(deliveries)
  const { fates } = await room.get(LinkingService).apply({ source: 'school-census', batchId, rows })
  return { fate: fates[0]!.fate, code: fates[0]!.code }
}
const WAITS = { fate: 'parked', code: 'changes-shielded' }
const homeAt = (postcode: string) => ({ address: { lines: ['9 New Road'], postcode } })

describe('a row that would change a shielded child', () => {
  it('is listed with the kinds of what it speaks of, and none of the values', async () => {
    expect(await says({ ...homeAt('HX4 1AB'), gpPracticeCode: 'A81001' })).toEqual(WAITS)
    const [row] = await waiting()
    expect(row).toMatchObject({ code: 'changes-shielded', says: ['address', 'carers', 'education', 'gpPracticeCode'] })
    expect(JSON.stringify(row)).not.toMatch(/HX4|New Road|A81001/)
  })

  it('is listed alike whatever the shield hides: nobody learns by it whether a guess was right', async () => {
    const listed = async (hidden: string) => {
      const one = aRecord(homeAt(`HX5 ${(homes += 1)}AA`))
      await says({}, one)
      await says({ gpPracticeCode: hidden }, { ...one, recordId: aRecord().recordId })
      const oneId = (await linkOf(one))!.childId!
      expect(await child(oneId)).toMatchObject({ gpPracticeCode: hidden })
      await room.get(RestrictionsService).restrict({ childId: oneId, version: 1 })
      await says({ gpPracticeCode: 'A81001' }, one)
      const { rows } = await room.get(WaitingRowsService).list(oneId)
      return rows.map(({ batchId: _own, ...row }) => row)
    }
    const right = await listed('A81001')
    expect(right).toEqual(await listed('B86002'))
    expect(right).toMatchObject([{ code: 'changes-shielded' }])
  })

  it('is something to decide about its child until it is decided, as is a record near it, and about nobody else', async () => {
    const undecided = () => room.get(UndecidedService).list({ childIds: [childId, 'KLJ6G4D4VGLR'] })
    expect(await undecided()).toEqual({ near: [], rows: [] })
    await says(homeAt('HX4 1AB'))
    const { name, dateOfBirth, gender } = record
    await says({}, aRecord({ name, dateOfBirth, gender, ...homeAt('HX5 1AB') }))
    expect(await undecided()).toEqual({ near: [childId], rows: [childId] })
    await decide((await waiting())[0]!, 'take')
    expect(await undecided()).toEqual({ near: [childId], rows: [] })
  })

  it('goes into the record when officers take it in, which then hides it with the rest', async () => {
    await says(homeAt('HX4 1AB'))
    await decide((await waiting())[0]!, 'take')
    expect(await child()).toMatchObject({ ...homeAt('HX4 1AB'), restricted: true, visibility: 'visible' })
    const seen = await room.get(ChildrenService).read({ childId, view: 'full' })
    expect(seen.full).toBe(false)
    expect(JSON.stringify(seen)).not.toContain('HX4')
    expect([await waiting(), await says(homeAt('HX4 1AB'))]).toEqual([[], { fate: 'unchanged', code: null }])
  })

  it('changes nothing when they leave it out, and its record asks again only when it says something else', async () => {
    const before = await child()
    await says(homeAt('HX4 1AB'))
    await decide((await waiting())[0]!, 'leave')
    expect(await says(homeAt('HX4 1AB'))).toEqual({ fate: 'unchanged', code: null })
    expect([await child(), await waiting()]).toEqual([before, []])
    expect(await says(homeAt('HX4 2AB'))).toEqual(WAITS)
  })

  it('is decided once, by whoever is first', async () => {
    await says(homeAt('HX4 1AB'))
    const [row] = await waiting()
    const both = await Promise.allSettled([decide(row!, 'take'), decide(row!, 'leave'), decide(row!, 'take')])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const faults = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(faults).toEqual([
      expect.objectContaining({ code: 'not-found' }),
      expect.objectContaining({ code: 'not-found' }),
    ])
  })

  it('makes place for the next delivery of its record: what officers have looked at is what they decide', async () => {
    await says(homeAt('HX4 1AB'))
    const [row] = await waiting()
    await says(homeAt('HX4 2AB'))
    await expect(decide(row!, 'take')).rejects.toMatchObject({ code: 'not-found' })
    await decide((await waiting())[0]!, 'take')
    expect(await child()).toMatchObject(homeAt('HX4 2AB'))
  })

  it('can only be left when it is of somebody else: no officer makes a shielded child into another by it (F6)', async () => {
    const { name, dateOfBirth } = aRecord()
    expect(await says({ name, dateOfBirth })).toEqual(WAITS)
    const [row] = await waiting()
    expect(row!.says).toEqual([])
    await expect(decide(row!, 'take')).rejects.toMatchObject({ code: 'conflict' })
    await decide(row!, 'leave')
    expect(await waiting()).toEqual([])
  })

  it('hides whoever it brings near before anybody has decided, and after it is left out', async () => {
    await says(homeAt('HX4 9ZZ'))
    const sister = aRecord({
      ...homeAt('HX4 9ZZ'),
      name: { given: ['Sister'], family: record.name.family },
      carers: [],
    })
    await says({}, sister)
    const sisterId = (await linkOf(sister))!.childId!
    expect((await child(sisterId)).covered).toBe(true)
    await decide((await waiting())[0]!, 'leave')
    expect((await child(sisterId)).covered).toBe(true)
  })

  it('is taken in when the shield is lifted, but for what can only be left', async () => {
    await says(homeAt('HX4 1AB'))
    await room.get(WaitingRowsService).release({ childId, version: 2 })
    expect(await child()).toMatchObject({ ...homeAt('HX4 1AB'), restricted: false, visibility: 'visible' })
    await room.get(RestrictionsService).restrict({ childId, version: 3 })
    const [{ name, dateOfBirth }, before] = [aRecord(), await child()]
    await says({ name, dateOfBirth })
    await room.get(WaitingRowsService).release({ childId, version: 4 })
    expect(await child()).toMatchObject({ name: before.name, dateOfBirth: before.dateOfBirth })
  })

  it('is no word about a shield that was lifted since the child was read: what it hid would be held against others for ever', async () => {
    const [read, before] = [await child(), (await linkOf(record))!]
    await room.get(WaitingRowsService).release({ childId, version: 2 })
    const row = toRow('school-census', batch(0), { row: 1, line: 1, record: { ...record, ...homeAt('HX4 1AB') } })
    const late = room.get(WaitingRowsService).keep({ child: read, record: read }, read, row, before)
    await expect(late).rejects.toBeInstanceOf(StaleChild)
    const kept = await room.db.collection<{ _id: string }>('restricted_children').findOne({ _id: childId })
    expect(kept).toMatchObject({ restricted: false })
  })

  it('is gone with its batch when that is taken back', async () => {
    const before = await child()
    await says(homeAt('HX4 1AB'))
    const ask = { source: 'school-census', batchId: batch(deliveries), recordIds: [record.recordId] } as const
    await room.get(WithdrawingService).withdraw({ ...ask, recordIds: [...ask.recordIds] })
    expect([await child(), await waiting()]).toEqual([before, []])
  })
})

describe('the record of a shielded child', () => {
  it.each<[string, Partial<PresentRecord>]>([
    ['name', { name: { given: ['Other'], family: 'Name' } }],
    ['birth date', { dateOfBirth: '2011-11-11' }],
    ['gender', { gender: 'male' }],
    ['address', { address: { lines: ['9 New Road'], postcode: 'HX4 1AB' } }],
    ['former names', { formerFamilyNames: ['Oxenbridge'] }],
    ['numbers', { identifiers: [{ scheme: 'nhs-number', value: '9434765919' }] }],
    ['carers', { carers: [{ name: { given: ['Rose'], family: 'Hidden' }, relationship: 'mother', phone: null }] }],
    ['practice', { gpPracticeCode: 'A81001' }],
    ['address, which it is said to have left', { address: null, ended: ['address'] }],
    ['name and birth date at once', { name: { given: ['Other'], family: 'Name' }, dateOfBirth: '2011-11-11' }],
  ])('keeps its %s whatever a feed says (AC-09)', async (_what, given) => {
    const before = await child()
    expect(await says(given)).toEqual(WAITS)
    expect(await child()).toEqual(before)
  })

  type Word = { does: 'row' | 'take' | 'leave' | 'withdraw'; n: number }
  const word: fc.Arbitrary<Word> = fc.record({
    does: fc.constantFrom('row' as const, 'row' as const, 'take' as const, 'leave' as const, 'withdraw' as const),
    n: fc.nat(3),
  })

  it('is changed by officers who take a row in, and by no row, no leaving out and no taking back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 10 }), async (words) => {
        for (const { does, n } of words) {
          const before = await child()
          const [row] = await waiting()
          if (does === 'row') await says(n === 0 ? {} : { ...homeAt(`HX4 ${n}AB`), gpPracticeCode: `A8100${n}` })
          if (does === 'leave' && row) await decide(row, 'leave')
          if (does === 'withdraw') {
            const ask = { source: 'school-census' as const, batchId: batch(deliveries - n) }
            await room.get(WithdrawingService).withdraw({ ...ask, recordIds: [record.recordId] })
          }
          if (does !== 'take') expect(await child()).toEqual(before)
          if (does !== 'take' || !row) continue
          await decide(row, 'take')
          const { version: _before, provenance: _said, ...kept } = before
          for (const [field, value] of Object.entries(kept))
            if (!(row.says as string[]).includes(field))
              expect({ [field]: (await child())[field as 'name'] }).toEqual({ [field]: value })
        }
      }),
      { numRuns: 15, endOnFailure: true },
    )
  })
})
