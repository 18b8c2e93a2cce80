import type { PresentRecord, WithdrawnFate } from '@contactpoint/contracts'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import { RecordsService } from '../children/records.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { LinkingRepository } from './linking.repository.ts'
import { LinkingService } from './linking.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'
import { WithdrawingService } from './withdrawing.service.ts'

let room: Room
beforeAll(async () => {
  room = await aRoom(directory)
})
afterAll(() => room?.close())
let versions = 0

async function apply(one: PresentRecord, batchId: string): Promise<string> {
  const rows = [{ row: 1, line: 1, record: { ...one, version: String((versions += 1)).padStart(6, '0') } }]
  return (await room.get(LinkingService).apply({ source: 'school-census', batchId, rows })).fates[0]!.fate
}
async function withdraw(batchId: string, { recordId }: PresentRecord): Promise<WithdrawnFate> {
  const ask = { source: 'school-census' as const, batchId, recordIds: [recordId] }
  return (await room.get(WithdrawingService).withdraw(ask)).records[0]!.fate
}
async function linkOf({ recordId }: PresentRecord) {
  const linkId = `school-census:${recordId}`
  return (await room.get(LinkingRepository).findLinks([linkId])).get(linkId)!
}
const childOf = async (record: PresentRecord) =>
  (await room.get(RecordsService).findById((await linkOf(record)).childId!))!
const restrict = async (record: PresentRecord, version = 1) =>
  room.get(RestrictionsService).restrict({ childId: (await linkOf(record)).childId!, version })
const release = async (record: PresentRecord) =>
  room.get(WaitingRowsService).release({ childId: (await linkOf(record)).childId!, version: 2 })
const waiting = async (record: PresentRecord) =>
  (await room.get(WaitingRowsService).list((await linkOf(record)).childId!)).rows

/** A shielded child with rows of its record that wait, in a batch each. */
async function withWaiting(...said: Partial<PresentRecord>[]): Promise<PresentRecord> {
  const record = aRecord(anotherHome())
  await apply(record, 'b-0')
  await restrict(record)
  for (const [n, given] of said.entries()) expect(await apply({ ...record, ...given }, `b-${n + 1}`)).toBe('parked')
  return record
}

describe('of two rows of a shielded child’s record that wait', () => {
  const [second, third] = [{ address: anotherHome().address }, { address: anotherHome().address }]

  it('the earlier one waits again when the later one is taken back, and is decided about as it was', async () => {
    const record = await withWaiting(second, third)
    expect(await withdraw('b-2', record)).toBe('restored')
    expect(await waiting(record)).toMatchObject([{ batchId: 'b-1', row: 1, code: 'changes-shielded' }])
    const [row] = await waiting(record)
    const { childId } = await childOf(record)
    await room.get(WaitingRowsService).decide({ ...row!, childId, decision: 'take' })
    expect(await childOf(record)).toMatchObject(second)
    expect(await apply({ ...record, ...third }, 'b-3')).toBe('parked')
  })

  it('the later one waits on when the earlier one is taken back, and nothing waits when both are', async () => {
    const record = await withWaiting(second, third)
    expect(await withdraw('b-1', record)).toBe('restored')
    expect(await waiting(record)).toMatchObject([{ batchId: 'b-2' }])
    expect(await withdraw('b-2', record)).toBe('restored')
    expect([await waiting(record), (await linkOf(record)).waiting]).toEqual([[], null])
  })

  it('that say the same, either waits on when the other one is taken back', async () => {
    for (const [back, left] of [
      ['b-1', 'b-2'],
      ['b-2', 'b-1'],
    ] as const) {
      const record = await withWaiting(second, second)
      expect(await withdraw(back, record)).toBe('restored')
      expect(await waiting(record)).toMatchObject([{ batchId: left }])
    }
  })

  it.each(['take', 'leave'] as const)(
    'officers decide about the later one: when they %s it, nothing waits',
    async (decision) => {
      const record = await withWaiting(second, third)
      const [row, ...others] = await waiting(record)
      expect([row, others]).toMatchObject([{ batchId: 'b-2' }, []])
      const { childId } = await childOf(record)
      await room.get(WaitingRowsService).decide({ ...row!, childId, decision })
      expect(await waiting(record)).toEqual([])
      const told = decision === 'take' ? ['b-0', 'b-2'] : ['b-0']
      expect((await linkOf(record)).told.map(({ batchId }) => batchId)).toEqual(told)
    },
  )
})

/** Which of the homes that a child has had, and to which practice it goes. */
interface Word {
  home: number
  practice: string
}

/** Whose record says these in a batch each, of which some are taken back, before its shield is lifted or after it, if it has one. */
async function told(shield: 'none' | 'lifted first' | 'lifted last', words: readonly Word[], back: readonly number[]) {
  const homes = [0, 1, 2].map(() => anotherHome().address)
  const record = aRecord({ ...anotherHome(), gpPracticeCode: null })
  await apply(record, 'b-0')
  if (shield !== 'none') await restrict(record)
  for (const [n, { home, practice }] of words.entries())
    await apply({ ...record, address: homes[home]!, gpPracticeCode: practice }, `b-${n + 1}`)
  if (shield === 'lifted first') await release(record)
  for (const n of back) await withdraw(`b-${n}`, record)
  if (shield === 'lifted last') await release(record)
  const [{ address, gpPracticeCode }, link] = [await childOf(record), await linkOf(record)]
  const said = link.told.flatMap(({ batchId, again }) => [batchId, ...(again ? [again.batchId] : [])])
  const home = homes.findIndex((one) => one!.postcode === address!.postcode)
  return { home, gpPracticeCode, said, last: link.batchId, waiting: link.waiting }
}

it('after any rows that waited for officers, and batches taken back of them, a child whose shield is lifted is as if it had never had one', async () => {
  const word = fc.record({ home: fc.constantFrom(0, 1, 2), practice: fc.constantFrom('A81001', 'B86001') })
  const words = fc.array(word, { minLength: 1, maxLength: 4 })
  const back = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(words, back, fc.constantFrom('lifted first', 'lifted last'), async (said, batches, shield) => {
      const [shielded, never] = [await told(shield, said, batches), await told('none', said, batches)]
      expect(shielded).toEqual(never)
    }),
    { numRuns: 25 },
  )
})
