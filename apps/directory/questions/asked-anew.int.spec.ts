import type { LinkAnswer, PresentRecord, Source } from '@contactpoint/contracts'
import { aRecord, aRoom, codeOf, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'

let room: Room
beforeAll(async () => {
  room = await aRoom(directory)
})
afterAll(() => room?.close())
beforeEach(async () => {
  for (const name of ['children', 'source_records', 'search_keys', 'link_decisions'])
    await room.db.collection(name).deleteMany({})
})

const [STEWARD, COLLEAGUE] = ['steward-1', 'steward-2']
const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const ELSEWHERE = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
const BELLA = { name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' }
const ELLA = { name: { given: ['Ella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' }
const ROSALIND = { name: { given: ['Rosalind'], family: 'Arden' }, dateOfBirth: '2011-11-11' }
const record = (given: Partial<PresentRecord> = {}) => aRecord({ address: HOME, carers: [], ...given })

async function apply(one: PresentRecord, source: Source = 'school-census'): Promise<string> {
  const rows = [{ row: 1, line: 1, record: one }]
  return (await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })).fates[0]!.fate
}
const list = async () => (await room.get(QuestionsService).list({})).items
const read = (questionId: string, by = STEWARD) => room.get(QuestionsService).read({ questionId, by })
const answer = (questionId: string, said: LinkAnswer, childId?: string) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by: STEWARD, ...(childId && { childId }) })
const children = () => room.db.collection('children').countDocuments()
const told = async (row: PresentRecord) =>
  (await room.db.collection<SourceRecord>('source_records').findOne({ _id: `child-benefit:${row.recordId}` }))!.told

/** A row of which a steward is asked whether it is Bella's, and has read it. */
async function asked() {
  await apply(record(BELLA))
  await apply(record({ ...ROSALIND, address: HOME }))
  const row = record({ ...BELLA, address: ELSEWHERE })
  expect(await apply(row, 'child-benefit')).toBe('parked')
  const [question] = await list()
  const { candidates } = await read(question!.questionId)
  return { row, question: question!, candidates }
}
const later = (row: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
  ...row,
  version: `${row.version}+`,
  ...given,
})

describe('what a steward says of a row is not said of the next row of its record, which came meanwhile', () => {
  it.each([
    ['and is of a twin of hers', { ...ELLA, address: HOME }],
    ['and is of somebody else altogether', { ...ROSALIND, address: ELSEWHERE }],
    ['and names another home', { address: { ...ELSEWHERE, postcode: 'TR1 9ZY' } }],
  ])('%s: it is another question, which nobody has, in the place of the first', async (_whom, next) => {
    const { row, question } = await asked()
    expect(await apply(later(row, next), 'child-benefit')).toBe('parked')
    for (const said of ['same', 'different', 'unsure'] as const)
      expect(await codeOf(answer(question.questionId, said))).toBe('not-found')
    expect([await told(row), await children()]).toEqual([[], 2])
    const [anew, ...others] = await list()
    expect([anew!.questionId === question.questionId, anew!.askedAt, anew!.heldUntil, others]).toEqual([
      ...[false, question.askedAt, null, []],
    ])
    expect((await read(anew!.questionId, COLLEAGUE)).row).toMatchObject(next)
  })

  it('but for one that says no more of who somebody is: the steward goes on with the question', async () => {
    const { row, question } = await asked()
    await apply(later(row, { asOf: '2026-11-30' }), 'child-benefit')
    expect(await codeOf(read(question.questionId, COLLEAGUE))).toBe('conflict')
    expect(await answer(question.questionId, 'same')).toEqual({ linkId: question.questionId })
    expect((await told(row)).map(({ asOf }) => asOf)).toEqual(['2026-11-30'])
  })
})

describe('a question that may be about somebody else too since a steward has read it', () => {
  it.each([
    ['same, of the only one there was', 'same', false],
    ['same, by the id of the one there was', 'same', true],
    ['different', 'different', false],
  ] as const)('is another question, whatever they answer: %s', async (_what, said, isNamed) => {
    const { row, question, candidates } = await asked()
    expect(candidates).toHaveLength(1)
    await apply(record({ ...BELLA, address: { lines: ['8 Cliff End'], postcode: 'CB1 2AB' } }), 'births')
    for (const { questionId } of await list())
      if (questionId !== question.questionId) await answer(questionId, 'different')
    const childId = isNamed ? candidates[0]!.childId : undefined
    expect(await codeOf(answer(question.questionId, said, childId))).toBe('not-found')
    expect(await told(row)).toEqual([])
    const [anew] = await list()
    expect(anew!.questionId).not.toBe(question.questionId)
    expect((await read(anew!.questionId, COLLEAGUE)).candidates).toHaveLength(2)
  })

  it('is not asked anew by a colleague while the steward has it', async () => {
    const { question } = await asked()
    await apply(record({ ...BELLA, address: { lines: ['8 Cliff End'], postcode: 'CB1 2AB' } }), 'births')
    for (const { questionId } of await list())
      if (questionId !== question.questionId) await answer(questionId, 'different')
    expect(await codeOf(read(question.questionId, COLLEAGUE))).toBe('conflict')
    expect((await list()).map(({ questionId }) => questionId)).toContain(question.questionId)
  })
})
