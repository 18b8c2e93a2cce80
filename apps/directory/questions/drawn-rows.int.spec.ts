import type { AppliedFate, LinkAnswer, LinkQuality, PresentRecord, Source } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { QualityService } from '../quality/quality.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory, [], { linkAuditOneIn: 1 })
})

afterAll(() => room?.close())

beforeEach(async () => {
  for (const name of ['children', 'source_records', 'search_keys', 'link_decisions', 'link_findings'])
    await room.db.collection(name).deleteMany({})
})

const STEWARD = 'steward-1'

async function apply(record: PresentRecord, source: Source = 'school-census'): Promise<AppliedFate> {
  const rows = [{ row: 1, line: 1, record }]
  return (await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })).fates[0]!
}

const drawn = async () => (await room.get(QuestionsService).list({ kind: 'sampled' })).items
const waiting = async () => (await room.get(QuestionsService).list({})).items
const read = (questionId: string) => room.get(QuestionsService).read({ questionId, by: STEWARD })
const answer = (questionId: string, said: LinkAnswer, childId?: string) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by: STEWARD, ...(childId && { childId }) })
const undo = (linkId: string) => room.get(UndoingService).undo({ linkId, by: STEWARD })
const quality = (): Promise<LinkQuality> => room.get(QualityService).read(1)
const children = () => room.db.collection<ChildDocument>('children').find().sort({ _id: 1 }).toArray()
const recordOf = (id: string) => room.db.collection<SourceRecord>('source_records').findOne({ _id: id })

const BELLA = { name: { given: ['Bella'], family: 'Nowak' }, dateOfBirth: '2015-03-02', carers: [] }
const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }

/** A row that the model joins to a child of whom another source has told. @returns whose it is, and by which id its record goes */
async function joined() {
  await apply(aRecord({ ...BELLA, address: HOME }))
  const row = aRecord({ ...BELLA, address: HOME, gpPracticeCode: 'A81001' })
  expect((await apply(row, 'child-benefit')).fate).toBe('updated')
  const [child] = await children()
  const [question] = await drawn()
  return { row, linkId: `child-benefit:${row.recordId}`, childId: child!._id, questionId: question!.questionId }
}

/** A row of which the model makes a child, though another has the same birth date, family name and initial. */
async function made() {
  await apply(aRecord({ ...BELLA, address: HOME }))
  const [other] = await children()
  const away = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
  const row = aRecord({ ...BELLA, name: { given: ['Beatrice'], family: 'Nowak' }, address: away })
  expect((await apply(row, 'child-benefit')).fate).toBe('created')
  const question = (await drawn()).find(({ source }) => source === 'child-benefit')
  return { row, linkId: `child-benefit:${row.recordId}`, otherId: other!._id, question }
}

describe('a row that was drawn', () => {
  it('waits for nobody: it is no question that is open, and listed where it is asked for', async () => {
    const { questionId } = await joined()
    expect(await waiting()).toEqual([])
    expect(await drawn()).toEqual([
      { questionId, kind: 'sampled', source: 'child-benefit', askedAt: expect.any(String), heldUntil: null },
    ])
  })

  it('is held against its child as others tell of it, and nothing says what the model said', async () => {
    const { questionId, childId } = await joined()
    const { row, candidates } = await read(questionId)
    expect(row.gpPracticeCode).toBe('A81001')
    expect(candidates).toMatchObject([{ childId, isLinked: false, gpPracticeCode: null }])
  })

  it('is asked on while its record goes on saying the same person, and said once it is not', async () => {
    const { questionId, row } = await joined()
    await apply({ ...row, version: '2' }, 'child-benefit')
    await apply({ ...row, version: '3', gpPracticeCode: 'B86001' }, 'child-benefit')
    expect((await drawn()).map((one) => one.questionId)).toEqual([questionId])
    expect((await read(questionId)).row.gpPracticeCode).toBe('B86001')
  })

  it('is none of nobody: what shares no key with any child is not drawn', async () => {
    await apply(aRecord({ ...BELLA, address: HOME }))
    expect(await drawn()).toEqual([])
  })

  it('does not exist for stewards once its child is shielded, or it would be near one', async () => {
    const { questionId, childId } = await joined()
    await room.get(RestrictionsService).restrict({ childId, version: 1 })
    expect(await drawn()).toEqual([])
    await expect(read(questionId)).rejects.toMatchObject({ code: 'not-found' })
    await expect(answer(questionId, 'different')).rejects.toMatchObject({ code: 'not-found' })
    await room.get(RestrictionsService).release({ childId, version: 2 })
    expect((await drawn()).length).toBe(1)
  })
})

describe('an answer about a drawn row', () => {
  it('that the model was right leaves all as it is, counts for it, and no longer does when it is taken back', async () => {
    const { questionId, childId, linkId } = await joined()
    const before = await children()
    await answer(questionId, 'same', childId)
    expect([await children(), await drawn()]).toEqual([before, []])
    expect((await quality()).all).toMatchObject({ joinedRight: 1, joinedWrong: 0, precision: { value: 1 } })
    expect((await recordOf(linkId))!.decided).not.toBeNull()
    await undo(questionId)
    expect((await drawn()).map((one) => one.questionId)).toEqual([questionId])
    expect((await quality()).all).toMatchObject({ joinedRight: 0, precision: null, recall: null })
    expect(await children()).toEqual(before)
  })

  it('counts once, however often it is given at the same moment', async () => {
    const { questionId, childId } = await joined()
    const given = await Promise.allSettled(Array.from({ length: 5 }, () => answer(questionId, 'same', childId)))
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await quality()).all.joinedRight).toBe(1)
  })

  it('that it was wrong takes the record out whole: the child is what others say, and the row somebody of their own', async () => {
    const { questionId, childId, linkId, row } = await joined()
    await apply({ ...row, version: '2', gpPracticeCode: 'B86001' }, 'child-benefit')
    await answer(questionId, 'different')
    const record = (await recordOf(linkId))!
    expect(record).toMatchObject({ parked: null, question: null, told: [{ version: '1' }, { version: '2' }] })
    const all = await children()
    expect(all.find(({ _id }) => _id === childId)).toMatchObject({ gpPracticeCode: null })
    expect(all.find(({ _id }) => _id === record.childId)).toMatchObject({ gpPracticeCode: 'B86001' })
    expect([all.length, record.childId === childId]).toEqual([2, false])
    expect((await quality()).all).toMatchObject({ joinedRight: 0, joinedWrong: 1, precision: { value: 0 } })
    // What a person said holds: the same row does not go back.
    expect((await apply({ ...row, version: '3', gpPracticeCode: 'B86001' }, 'child-benefit')).fate).toBe('unchanged')
    expect((await recordOf(linkId))!.childId).toBe(record.childId)
  })

  it('that it was wrong, taken back, asks as of any other row', async () => {
    const { questionId, childId } = await joined()
    await answer(questionId, 'different')
    await undo(questionId)
    expect([(await waiting()).map((one) => one.questionId), await drawn()]).toEqual([[questionId], []])
    expect((await quality()).all.joinedWrong).toBe(0)
    await answer(questionId, 'same', childId)
    expect((await children()).map(({ _id, gpPracticeCode }) => [_id, gpPracticeCode])).toEqual([[childId, 'A81001']])
    expect((await quality()).all).toMatchObject({ joinedRight: 1, joinedWrong: 0 })
  })

  it('that a child was rightly made of it counts, and makes nothing', async () => {
    const { question, otherId } = await made()
    expect((await read(question!.questionId)).candidates.map(({ childId }) => childId)).toEqual([otherId])
    await answer(question!.questionId, 'different')
    expect((await children()).length).toBe(2)
    expect((await quality()).all).toMatchObject({ newRight: 1, newMissed: 0, recall: null })
  })

  it('that the directory knew the child already puts the record there, and the other is gone', async () => {
    const { question, otherId, linkId } = await made()
    await answer(question!.questionId, 'same', otherId)
    expect((await children()).map(({ _id }) => _id)).toEqual([otherId])
    expect((await recordOf(linkId))!.childId).toBe(otherId)
    expect((await quality()).all).toMatchObject({ newMissed: 1, recall: { value: 0 } })
  })

  it('that it knew the child already is kept where others have told of both since, and takes nothing apart: the two are said to be of one child', async () => {
    const { question, otherId, row } = await made()
    const own = (await children()).find(({ _id }) => _id !== otherId)!
    await apply(aRecord({ ...BELLA, name: row.name, address: row.address }), 'gp-links')
    const both = [own._id, otherId].sort()
    const { questionId } = question!
    expect(await answer(questionId, 'same', otherId)).toEqual({ linkId: questionId, twoOfOne: both })
    expect((await children()).map(({ _id }) => _id).sort()).toEqual(both)
    expect((await quality()).all.newMissed).toBe(1)
  })
})

it.each([{ dateOfBirth: '2008-01-01' }, { dateOfDeath: '2024-01-01' }])(
  'nobody stands beside a row whose record has ended: %j',
  async (ended) => {
    const { otherId, linkId } = await made()
    const beside = async () => {
      const { id } = (await recordOf(linkId))!.question!
      return (await read(id)).candidates.map(({ childId }) => childId)
    }
    expect(await beside()).toEqual([otherId])
    await room.db.collection<ChildDocument>('children').updateOne({ _id: otherId }, { $set: ended })
    await expect(beside()).rejects.toMatchObject({ code: 'not-found' })
    expect(await beside()).toEqual([])
  },
)

it('findings are by source, and by the community of family names', async () => {
  const { questionId, childId } = await joined()
  await answer(questionId, 'same', childId)
  const { bySource, byCommunity, version } = await quality()
  expect([bySource, byCommunity].map((groups) => groups.map(({ of, joinedRight }) => [of, joinedRight]))).toEqual([
    [['child-benefit', 1]],
    [['polish', 1]],
  ])
  expect(version).toBe(1)
  await expect(room.get(QualityService).read(2)).rejects.toMatchObject({ code: 'not-found' })
})

it('answers to what the model asked are counted beside: how often it asked for nothing', async () => {
  await apply(aRecord({ ...BELLA, address: HOME }))
  await apply(aRecord({ ...BELLA, address: HOME, dateOfBirth: '2015-03-03' }), 'child-benefit')
  const [question] = await waiting()
  await answer(question!.questionId, 'same')
  expect((await quality()).all).toMatchObject({ askedSame: 1, askedDifferent: 0, recall: { value: 0 } })
})
