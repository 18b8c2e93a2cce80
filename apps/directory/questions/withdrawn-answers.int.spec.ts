import type { PresentRecord } from '@contactpoint/contracts'
import { aRecord, aRoom, codeOf, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { WithdrawingService } from '../linking/withdrawing.service.ts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room
beforeAll(async () => {
  room = await aRoom(directory)
})
afterAll(() => room?.close())
beforeEach(async () => {
  for (const name of ['children', 'source_records', 'search_keys', 'link_decisions'])
    await room.db.collection(name).deleteMany({})
})

const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const BELLA = { name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' }
const ROSALIND = { name: { given: ['Rosalind'], family: 'Arden' }, dateOfBirth: '2011-11-11' }
async function apply(record: PresentRecord, batchId: string): Promise<string> {
  const rows = [{ row: 1, line: 1, record }]
  const { fates } = await room.get(LinkingService).apply({ source: 'school-census', batchId, rows })
  return fates[0]!.fate
}
async function withdraw(batchId: string, recordId: string): Promise<string> {
  const ask = { source: 'school-census' as const, batchId, recordIds: [recordId] }
  return (await room.get(WithdrawingService).withdraw(ask)).records[0]!.fate
}
const undo = (linkId: string) => codeOf(room.get(UndoingService).undo({ linkId, by: 's' }))
const read = (questionId: string) => room.get(QuestionsService).read({ questionId, by: 's' })

/** Of whom which batches have told, by which record. */
async function told() {
  const records = await room.db.collection<SourceRecord>('source_records').find().sort({ _id: 1 }).toArray()
  return records.map(({ _id, told: all }) => [_id, all.map(({ batchId }) => batchId)])
}
const children = async () =>
  (await room.db.collection<Child>('children').find().sort({ dateOfBirth: 1 }).toArray()).map(
    ({ name }) => name.given[0],
  )

/** A record that told of Bella in one batch, and of Rosalind in the next: a steward has said that she is somebody else. */
async function toldOfTwo() {
  const row = aRecord({ address: HOME, carers: [], ...BELLA })
  await apply(row, 'b-0')
  const next = { ...row, ...ROSALIND, version: `${row.version}+` }
  expect(await apply(next, 'b-1')).toBe('parked')
  const id = `school-census:${row.recordId}`
  const question = (await room.db.collection<SourceRecord>('source_records').findOne({ _id: id }))!.question!
  await room.get(AnsweringService).answer({ questionId: question.id, answer: 'different', by: 's' })
  expect(await children()).toEqual(['Rosalind', 'Bella'])
  return { row, next, id, linkId: question.id }
}

describe('a batch that is taken back of a record that has told of two children', () => {
  it('is taken back of the one of whom it told, and the record is left where the other batch has told too', async () => {
    const { row, id } = await toldOfTwo()
    expect(await withdraw('b-0', row.recordId)).toBe('restored')
    expect([await told(), await children()]).toEqual([[[id, ['b-1']]], ['Rosalind']])
    expect(await withdraw('b-0', row.recordId)).toBe('untouched')
  })

  it.each([
    ['the earlier one first', ['b-0', 'b-1']],
    ['the later one first', ['b-1', 'b-0']],
  ])('leaves nothing when both are, %s', async (_order, batches) => {
    const { row } = await toldOfTwo()
    const fates = [await withdraw(batches[0]!, row.recordId), await withdraw(batches[1]!, row.recordId)]
    expect(fates).toEqual(['restored', 'removed'])
    expect([await told(), await children()]).toEqual([[], []])
  })

  it('takes nothing of records whose ids begin alike', async () => {
    const { row, id } = await toldOfTwo()
    for (const [n, recordId] of [`${row.recordId}-1`, `${row.recordId}1`].entries()) {
      const name = { given: ['Oswin'], family: ['Quillfeather', 'Ostrander'][n]! }
      await apply(aRecord({ recordId, name, address: { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' } }), 'b-0')
    }
    await withdraw('b-0', row.recordId)
    expect(await told()).toEqual([
      [id, ['b-1']],
      [`${id}-1`, ['b-0']],
      [`${id}1`, ['b-0']],
    ])
  })
})

describe('an answer that is taken back after a batch was', () => {
  it('gives its record back to the child of whom it told, where the row that was answered is gone', async () => {
    const { row, id, linkId } = await toldOfTwo()
    await withdraw('b-1', row.recordId)
    expect(await undo(linkId)).toBe('done')
    expect([await told(), await children()]).toEqual([[[id, ['b-0']]], ['Bella']])
    expect(await apply({ ...row, version: `${row.version}++`, gpPracticeCode: 'A81001' }, 'b-2')).toBe('updated')
    expect(await undo(linkId)).toBe('conflict')
  })

  it('asks about its row again, and tells nothing of what was taken back', async () => {
    const { row, id, linkId } = await toldOfTwo()
    await withdraw('b-0', row.recordId)
    expect(await undo(linkId)).toBe('done')
    expect([await told(), await children()]).toEqual([[[id, []]], []])
    expect((await read(linkId)).row.name).toEqual(ROSALIND.name)
    await room.get(AnsweringService).answer({ questionId: linkId, answer: 'different', by: 's' })
    expect([await told(), await children()]).toEqual([[[id, ['b-1']]], ['Rosalind']])
  })
})
