import type { AppliedFate, LinkAnswer, LinkQuestion, PresentRecord, QuestionKind } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const STORED = ['children', 'source_records', 'search_keys', 'link_decisions']
beforeEach(async () => {
  for (const name of STORED) await room.db.collection(name).deleteMany({})
})

const [STEWARD, COLLEAGUE] = ['steward-1', 'steward-2']
const home = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const upn = (value: string) => [{ scheme: 'upn' as const, value }]

async function apply(record: PresentRecord, source = 'school-census'): Promise<AppliedFate> {
  const rows = [{ row: 1, line: 1, record }]
  return (await room.get(LinkingService).apply({ source: source as never, batchId: 'b-1', rows })).fates[0]!
}

const list = async (kind?: QuestionKind): Promise<LinkQuestion[]> =>
  (await room.get(QuestionsService).list(kind ? { kind } : {})).items
const read = (questionId: string, by = STEWARD) => room.get(QuestionsService).read({ questionId, by })
const answer = (questionId: string, said: LinkAnswer, childId?: string, by = STEWARD) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by, ...(childId && { childId }) })
const undo = (linkId: string) => room.get(UndoingService).undo({ linkId, by: STEWARD })

/** All that the directory keeps, without what a write alone changes. */
async function kept(): Promise<unknown> {
  const children = await room.db.collection<ChildDocument>('children').find().sort({ _id: 1 }).toArray()
  const records = await room.db.collection<SourceRecord>('source_records').find().sort({ _id: 1 }).toArray()
  const keys = await room.db
    .collection('search_keys')
    .find({}, { projection: { _id: 0 } })
    .toArray()
  const withoutHolder = records.map((one) => ({ ...one, question: one.question && { id: one.question.id } }))
  return { children: children.map((child) => ({ ...child, version: 0 })), records: withoutHolder, keys: keys.length }
}

const record = (given: Partial<PresentRecord> = {}) => aRecord({ address: home, carers: [], ...given })
const later = (one: PresentRecord, given: Partial<PresentRecord> = {}): PresentRecord => ({
  ...one,
  version: `${one.version}+`,
  ...given,
})

const BELLA = { name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' }
/** Of Bella, in words of another source that are nearly hers. */
const nearly =
  (given: Partial<PresentRecord>, source = 'child-benefit') =>
  async () => {
    const first = record(BELLA)
    await apply(first)
    return { row: record({ ...BELLA, ...given }), source, first }
  }

/** Drawn rows wait for nobody: `drawn-rows.int.spec.ts`. */
type WaitingKind = Exclude<QuestionKind, 'sampled'>

/** Brings about one question of each kind. @returns the row that is asked about, and the first child that may be meant */
const ASKED: Record<WaitingKind, () => Promise<{ row: PresentRecord; source: string; first: PresentRecord }>> = {
  'conflicting-identifier': async () => {
    const first = record({ identifiers: upn('V313202215001') })
    await apply(first)
    const row = { ...record(), name: first.name, dateOfBirth: first.dateOfBirth, identifiers: upn('H801200001001') }
    return { row, source: 'child-benefit', first }
  },
  'several-candidates': async () => {
    const first = record({ identifiers: upn('V313202215001') })
    await apply(first)
    const twin = { ...record(), name: first.name, dateOfBirth: first.dateOfBirth, identifiers: upn('H801200001001') }
    await apply(twin)
    await answer((await list())[0]!.questionId, 'different')
    return { row: { ...record(), name: first.name, dateOfBirth: first.dateOfBirth }, source: 'child-benefit', first }
  },
  'somebody-else': async () => {
    const first = record()
    await apply(first)
    const row = later(first, { name: { given: ['Rosalind'], family: 'Arden' }, dateOfBirth: '2011-11-11' })
    return { row, source: 'school-census', first }
  },
  'possible-twins': nearly({ name: { given: ['Ella'], family: 'Hargreaves' } }),
  'possible-siblings': nearly({ name: { given: ['Belle'], family: 'Hargreaves' }, dateOfBirth: '2015-03-03' }),
  'name-and-birth-date-only': nearly({ address: { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' } }),
  'between-thresholds': nearly({ dateOfBirth: '2015-03-03' }),
  'twice-in-source': nearly({ address: null }, 'school-census'),
}
const KINDS = Object.keys(ASKED) as WaitingKind[]

async function ask(kind: WaitingKind) {
  const { row, source, first } = await ASKED[kind]()
  expect(await apply(row, source)).toMatchObject({ fate: 'parked', code: kind })
  const [question] = await list(kind)
  return { row, source, first, questionId: question!.questionId }
}

describe.each(KINDS)('a question of the kind %s', (kind) => {
  it('is listed without anything of a child, and read side by side by one person at a time', async () => {
    const { row, source, questionId } = await ask(kind)
    expect(await list()).toEqual([{ questionId, kind, source, askedAt: expect.any(String), heldUntil: null }])
    const { question, row: said, candidates } = await read(questionId)
    expect(said).toMatchObject({
      name: row.name,
      dateOfBirth: row.dateOfBirth,
      gender: row.gender,
      address: row.address,
    })
    expect(candidates.length).toBe(kind === 'several-candidates' ? 2 : 1)
    expect(candidates[0]!.isLinked).toBe(kind === 'somebody-else')
    expect(JSON.stringify([said, candidates])).not.toContain('V313202215001')
    expect(question.heldUntil).not.toBeNull()
    await expect(read(questionId, COLLEAGUE)).rejects.toMatchObject({ code: 'conflict' })
    await expect(answer(questionId, 'different', undefined, COLLEAGUE)).rejects.toMatchObject({ code: 'conflict' })
    await answer(questionId, 'unsure')
    expect((await read(questionId, COLLEAGUE)).question.questionId).toBe(questionId)
  })

  it('that was answered is never asked again by rows of the same person, whatever else they say', async () => {
    for (const said of ['same', 'different'] as const) {
      for (const name of STORED) await room.db.collection(name).deleteMany({})
      const { row, source, questionId } = await ask(kind)
      const { candidates } = await read(questionId)
      const before = await room.db.collection('children').countDocuments()
      expect(await answer(questionId, said, said === 'same' ? candidates[0]!.childId : undefined)).toEqual({
        linkId: questionId,
      })
      expect(await list()).toEqual([])
      expect(await room.db.collection('children').countDocuments()).toBe(said === 'same' ? before : before + 1)
      expect((await apply(later(row), source)).fate).toBe('unchanged')
      expect((await apply(later(row, { version: 'z', gpPracticeCode: 'A81001' }), source)).fate).toBe('updated')
      await expect(read(questionId)).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('is open again when its answer is taken back, and all is as it was', async () => {
    for (const said of ['same', 'different'] as const) {
      for (const name of STORED) await room.db.collection(name).deleteMany({})
      const { questionId } = await ask(kind)
      const before = await kept()
      const { candidates } = await read(questionId)
      await answer(questionId, said, said === 'same' ? candidates[0]!.childId : undefined)
      expect(await kept()).not.toEqual(before)
      await undo(questionId)
      expect(await kept()).toEqual(before)
      await expect(undo(questionId)).rejects.toMatchObject({ code: 'conflict' })
    }
  })

  it('that is taken back keeps what its record has said since, for whoever answers next', async () => {
    const { row, source, questionId } = await ask(kind)
    await answer(questionId, 'different')
    await apply(later(row, { gpPracticeCode: 'A81001' }), source)
    await undo(questionId)
    expect((await read(questionId)).row.gpPracticeCode).toBe('A81001')
  })

  it('does not exist for stewards once its row might be about a shielded child, or a child of it is shielded', async () => {
    const { questionId } = await ask(kind)
    const { candidates } = await read(questionId)
    await room.get(RestrictionsService).restrict({ childId: candidates[0]!.childId, version: 1 })
    expect(await list()).toEqual([])
    for (const tried of [
      () => read(questionId),
      () => answer(questionId, 'different'),
      () => answer(questionId, 'same'),
    ])
      await expect(tried()).rejects.toMatchObject({ code: 'not-found' })
    await room.get(RestrictionsService).release({ childId: candidates[0]!.childId, version: 2 })
    expect((await list()).map((one) => one.questionId)).toEqual([questionId])
  })
})

it('questions that no steward may see take no place of others', async () => {
  const { questionId } = await ask('somebody-else')
  const [asked] = await room.db.collection<SourceRecord>('source_records').find({ 'question.id': questionId }).toArray()
  const shielded = record()
  await apply(shielded)
  const [child] = await room.db
    .collection<ChildDocument>('children')
    .find({ dateOfBirth: shielded.dateOfBirth })
    .toArray()
  await room.get(RestrictionsService).restrict({ childId: child!._id, version: 1 })
  const near = {
    ...asked!.waiting!,
    said: { ...asked!.waiting!.said, name: shielded.name, dateOfBirth: shielded.dateOfBirth },
  }
  await room.db.collection<SourceRecord>('source_records').insertMany(
    Array.from({ length: 210 }, (_one, n) => {
      const question = { ...asked!.question!, id: `before-${n}`, askedAt: new Date(0) }
      return { ...asked!, _id: `births:${n}`, childId: null, waiting: near, question }
    }),
  )
  expect((await list()).map((one) => one.questionId)).toEqual([questionId])
})

it('an answer on which a shield stands is not taken back', async () => {
  const { questionId } = await ask('conflicting-identifier')
  await answer(questionId, 'different')
  const [decision] = await room.db.collection<{ childId: string }>('link_decisions').find().toArray()
  await room.get(RestrictionsService).restrict({ childId: decision!.childId, version: 1 })
  const before = await kept()
  await expect(undo(questionId)).rejects.toMatchObject({ code: 'conflict' })
  expect(await kept()).toEqual(before)
})

it('after any history of answers, rows and answers taken back, all taken back leaves what there was', async () => {
  const steps = fc.array(fc.constantFrom('same', 'different', 'undo', 'row'), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...KINDS), steps, async (kind, taken) => {
      for (const name of STORED) await room.db.collection(name).deleteMany({})
      const { row, source, questionId } = await ask(kind)
      let [last, before] = [row, await kept()]
      let isOpen = true
      for (const step of taken) {
        if (step === 'row') {
          await apply((last = later(last)), source)
          if (isOpen) before = await kept()
        } else if (step === 'undo' && !isOpen) isOpen = await undo(questionId).then(() => true)
        else if (step !== 'undo' && isOpen) {
          const [first] = (await read(questionId)).candidates
          await answer(questionId, step, step === 'same' ? first!.childId : undefined)
          isOpen = false
        }
      }
      if (!isOpen) await undo(questionId)
      const now = (await kept()) as { children: unknown; keys: unknown }
      expect([now.children, now.keys]).toEqual([(before as typeof now).children, (before as typeof now).keys])
      expect((await list()).map((one) => one.questionId)).toEqual([questionId])
    }),
    { numRuns: 20 },
  )
})
