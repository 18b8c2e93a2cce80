import {
  FED_FIELDS,
  Fault,
  type IncomingRecord,
  type LinkAnswer,
  type PresentRecord,
  type Source,
} from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import { foldWords } from '../children/survivorship.rules.ts'
import { wordsWith } from '../linking/linking.rules.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { AnsweringService } from './answering.service.ts'
import { takeBackFirst } from './answers.rules.ts'
import type { LinkDecision } from './questions.schema.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const STORED = ['children', 'source_records', 'search_keys', 'link_decisions']
const forget = () => Promise.all(STORED.map((name) => room.db.collection(name).deleteMany({})))
beforeEach(() => forget())

const by = 'steward-1'
const list = async () => (await room.get(QuestionsService).list({})).items
const read = (questionId: string) => room.get(QuestionsService).read({ questionId, by })
const answer = (questionId: string, said: LinkAnswer, childId?: string) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by, ...(childId && { childId }) })
const undo = (linkId: string) => room.get(UndoingService).undo({ linkId, by })

const childrenNow = () => room.db.collection<ChildDocument>('children').find().sort({ _id: 1 }).toArray()
const recordsNow = () => room.db.collection<SourceRecord>('source_records').find().sort({ _id: 1 }).toArray()
const standing = () => room.db.collection<LinkDecision>('link_decisions').find({ undone: null }).toArray()
const ownerOf = async (id: string) => (await recordsNow()).find(({ _id }) => _id === id)!.childId

const [V, H] = ['V313202215001', 'H801200001001'].map((value) => [{ scheme: 'upn' as const, value }])
const home = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const elsewhere = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
const named = (given: string, family = 'Hargreaves') => ({ given: [given], family })
const BELLA = { name: named('Bella'), dateOfBirth: '2015-03-02', address: home, carers: [] }

let versions = 0
/** The newest row of a record. */
async function send(linkId: string, words: Partial<PresentRecord>): Promise<string | null> {
  const [source, recordId] = linkId.split(':') as [Source, string]
  const version = String((versions += 1)).padStart(6, '0')
  const { education: _school, kind: _kind, ...who } = aRecord({ ...BELLA, ...words, recordId, version })
  const common = { ...who, education: null, gpPracticeCode: words.gpPracticeCode ?? null }
  const record: IncomingRecord =
    source === 'deaths' ? { ...common, kind: 'died', dateOfDeath: '2026-09-01' } : { ...common, kind: 'present' }
  const rows = [{ row: 1, line: 1, record }]
  const { fates } = await room.get(LinkingService).apply({ source, batchId: `b-${version}`, rows })
  return fates[0]!.code ?? fates[0]!.fate
}

async function asked(linkId: string): Promise<string> {
  return (await recordsNow()).find(({ _id }) => _id === linkId)!.question!.id
}

/** Its words, which repeat nothing of a row or child. */
async function refusal(tried: Promise<unknown>): Promise<string> {
  const error = await tried.then(Object, (reason: unknown) => reason)
  if (!(error instanceof Fault)) throw error
  expect([error.code, error.message]).toEqual(['conflict', expect.not.stringMatching(/Bella|Ella|2015|HX4|V313|H801/)])
  return error.message
}

it('an answer that contradicts what was said of the same person is refused, until that is taken back', async () => {
  await send('school-census:x', { identifiers: V! })
  await send('child-benefit:r', { address: elsewhere })
  const [first, x] = [await asked('child-benefit:r'), (await ownerOf('school-census:x'))!]
  await answer(first, 'same')
  const code = await send('child-benefit:r', { address: elsewhere, identifiers: H! })
  expect(code).toBe('conflicting-identifier')
  const second = await asked('child-benefit:r')
  expect(await refusal(answer(second, 'different'))).toBe(
    `Somebody has said that this record is of another child: ${takeBackFirst(first)}`,
  )
  await undo(first)
  expect((await list()).map(({ questionId }) => questionId)).toEqual([first])
  expect((await childrenNow()).map(({ _id }) => _id)).toEqual([x])
  await answer(first, 'different')
  expect(await ownerOf('child-benefit:r')).not.toBe(x)
  await undo(first)
  expect((await childrenNow()).map(({ _id }) => _id)).toEqual([x])
})

it('who was said not to be the child is not it by a second answer either', async () => {
  await send('school-census:x', {})
  await send('deaths:r', { address: elsewhere })
  const [first, x] = [await asked('deaths:r'), (await ownerOf('school-census:x'))!]
  await answer(first, 'different')
  await send('deaths:r', { address: elsewhere, identifiers: V! })
  const second = await asked('deaths:r')
  expect(await refusal(answer(second, 'same', x))).toBe(
    `Somebody has said that this record is not of that child: ${takeBackFirst(first)}`,
  )
  await answer(second, 'different')
  expect(await refusal(undo(first))).toBe(`What was said later of this record stands: ${takeBackFirst(second)}`)
  await undo(second)
  await undo(first)
  await answer(first, 'same', x)
  expect(await ownerOf('deaths:r')).toBe(x)
})

it('of somebody else, by name and birth date, another answer may be given; each is taken back for itself', async () => {
  await send('school-census:x', {})
  await send('child-benefit:r', { address: elsewhere })
  const [first, x] = [await asked('child-benefit:r'), (await ownerOf('school-census:x'))!]
  await answer(first, 'different')
  const made = (await ownerOf('child-benefit:r'))!
  await send('child-benefit:r', { name: named('Rosalind', 'Arden'), dateOfBirth: '2011-11-11' })
  const second = await asked('child-benefit:r')
  await send('school-census:x', { name: named('Rosalind', 'Arden'), dateOfBirth: '2015-03-02' })
  await send('school-census:x', { name: named('Rosalind', 'Arden'), dateOfBirth: '2011-11-11' })
  await answer(await asked('school-census:x'), 'same', x)
  await answer(second, 'same', x)
  expect([await ownerOf('child-benefit:r'), await ownerOf(`child-benefit:r~${second}`)]).toEqual([x, made])
  await refusal(undo(first))
  await undo(second)
  expect(await ownerOf('child-benefit:r')).toBe(made)
  await undo(first)
  expect((await childrenNow()).map(({ _id }) => _id)).toEqual([x])
})

it('two records of one source may be one child, where somebody says so, and are taken back in any order', async () => {
  for (const isTurned of [false, true]) {
    await forget()
    await send('births:x', {})
    const linkIds: string[] = []
    for (const [linkId, address] of [
      ['school-census:1', elsewhere],
      ['school-census:2', null],
    ] as const) {
      await send(linkId, { address })
      linkIds.push(await asked(linkId))
      await answer(linkIds.at(-1)!, 'same')
    }
    expect(await childrenNow()).toHaveLength(1)
    for (const linkId of isTurned ? linkIds.toReversed() : linkIds) await undo(linkId)
    expect(new Set((await list()).map(({ questionId }) => questionId))).toEqual(new Set(linkIds))
  }
})

const RECORDS = ['child-benefit:1', 'school-census:2', 'deaths:3']
const PEOPLE = [
  { name: named('Bella'), dateOfBirth: '2015-03-02' },
  { name: named('Ella'), dateOfBirth: '2015-03-03' },
  { name: named('Rosalind', 'Arden'), dateOfBirth: '2011-11-11' },
]
const row = fc.record({
  does: fc.constant('row' as const),
  record: fc.constantFrom(...RECORDS),
  who: fc.constantFrom(...PEOPLE),
  address: fc.constantFrom(home, elsewhere, null),
  identifiers: fc.constantFrom([], [], V!, H!),
})
const said = fc.record({ does: fc.constantFrom('same' as const, 'different' as const), of: fc.nat(3), whom: fc.nat(2) })
const takenBack = fc.record({ does: fc.constant('undo' as const), of: fc.nat(3) })

/** What is kept, but for who holds a question, and how often and by whom a child was last written: what another says again rewrites nothing. */
async function kept(): Promise<unknown> {
  const records = (await recordsNow()).map((one) => ({ ...one, question: one.question && one.question.id }))
  return [(await childrenNow()).map((child) => ({ ...child, version: 0, provenance: null })), records]
}

/** A child is what its records say, and what a record has said is said of one child. */
async function expectWhole(): Promise<void> {
  const [children, records] = [await childrenNow(), await recordsNow()]
  const ofSomebody = records.filter(({ childId }) => childId !== null)
  const byChild = Map.groupBy(ofSomebody, ({ childId }) => childId!)
  expect([...byChild.keys()].sort()).toEqual(children.map(({ _id }) => _id))
  for (const child of children) {
    const folded = foldWords(wordsWith(byChild.get(child._id)!, '', null))
    for (const field of FED_FIELDS) expect([field, child[field]]).toEqual([field, folded[field]])
  }
  const tellings = records.flatMap(({ _id, told }) => told.map(({ version }) => `${_id.split('~')[0]} ${version}`))
  expect(new Set(tellings).size).toBe(tellings.length)
}

/** What a refusal names is taken back before. */
async function undoAll(): Promise<void> {
  for (let [next] = await standing(), tries = 0; next && tries < 50; [next] = await standing(), tries++) {
    let linkId = next._id
    for (let named: string | undefined = linkId; named;)
      named = await undo((linkId = named)).then(
        () => undefined,
        (error: Error) => /links\/([^/]+)\/undo/.exec(error.message)?.[1] ?? Promise.reject(error),
      )
  }
}

const steps = fc.array(fc.oneof(row, row, said, said, takenBack), { minLength: 8, maxLength: 24 })
it('after any history of rows, answers and answers taken back, a child is what its records say, and all answers can be taken back', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      await forget()
      await send('births:0', { identifiers: V! })
      for (const one of taken) {
        if (one.does === 'row') {
          const { record, who, address, identifiers } = one
          await send(record, { ...who, address, identifiers })
        } else if (one.does === 'undo') {
          const all = await standing()
          if (all.length > 0) await undo(all[one.of % all.length]!._id).catch(isConflict)
        } else await sayAndTakeBack(one)
        await expectWhole()
      }
      await undoAll()
      await expectWhole()
      expect(await standing()).toEqual([])
      const marked = (await recordsNow()).filter((one) => one._id.includes('~') || one.answer || one.decided)
      expect(marked).toEqual([])
    }),
    { numRuns: 60 },
  )
})

async function sayAndTakeBack({ does, of, whom }: { does: 'same' | 'different'; of: number; whom: number }) {
  const open = await list()
  if (open.length === 0) return
  const { questionId } = open[of % open.length]!
  const before = await kept()
  const { candidates } = await read(questionId)
  const childId = candidates[whom % candidates.length]?.childId
  if (does === 'same' && !childId) return
  const say = () => answer(questionId, does, does === 'same' ? childId : undefined)
  const isTaken = await say().then(Boolean, isConflict)
  if (!isTaken) return
  await undo(questionId)
  expect(await kept()).toEqual(before)
  await say()
}

function isConflict(error: unknown): false {
  expect(error).toMatchObject({ code: 'conflict' })
  return false
}
