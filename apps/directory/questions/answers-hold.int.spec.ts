import type {
  AppliedFate,
  IncomingRecord,
  LinkAnswer,
  PresentRecord,
  QuestionKind,
  Source,
} from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { Child } from '../children/children.schema.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'
import { LinkingService } from '../linking/linking.service.ts'
import { AnsweringService } from './answering.service.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory)
})

afterAll(() => room?.close())

const STORED = ['children', 'source_records', 'search_keys', 'link_decisions']
const forget = async () => {
  for (const name of STORED) await room.db.collection(name).deleteMany({})
}
beforeEach(forget)

const by = 'steward-1'
const upn = (value: string) => [{ scheme: 'upn' as const, value }]
const home = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const elsewhere = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }

async function apply(source: Source, records: IncomingRecord[], batchId = 'b-1'): Promise<AppliedFate[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 1, record }))
  return (await room.get(LinkingService).apply({ source, batchId, rows })).fates
}
const list = async () => (await room.get(QuestionsService).list({})).items
const read = (questionId: string) => room.get(QuestionsService).read({ questionId, by })
const answer = (questionId: string, said: LinkAnswer, childId?: string) =>
  room.get(AnsweringService).answer({ questionId, answer: said, by, ...(childId && { childId }) })

const undo = (linkId: string) => room.get(UndoingService).undo({ linkId, by })

type Words = Partial<PresentRecord> & { town?: string }

/** What a source says in its own way: of who died, of who is worked with, or of who is there. */
function said(source: Source, words: Words): IncomingRecord {
  const { town = 'Halifax', ...given } = words
  const present = aRecord({ address: home, carers: [], ...given })
  const { education: _school, kind: _kind, ...who } = present
  if (source === 'deaths')
    return { ...who, kind: 'died', education: null, gpPracticeCode: town, dateOfDeath: '2026-09-01' }
  if (source !== 'authority') return { ...present, gpPracticeCode: town }
  const { recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender, address } = present
  const service = {
    ...{ service: 'early-help' as const, organisation: '383', personName: town, phone: null, email: null },
    ...{ startDate: null, leadProfessional: false },
  }
  const postcode = address?.postcode ?? 'ZE1 0AA'
  const whose = { recordId, version, asOf, name, formerFamilyNames, dateOfBirth, gender }
  return { kind: 'involved', ...whose, postcode, service }
}

const BELLA: Words = { recordId: 'bella', name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02' }
const TWIN: Words = { ...BELLA, recordId: 'twin', identifiers: upn('H801200001001') }
const NUMBERED: Words = { ...BELLA, identifiers: upn('V313202215001') }
const SOURCES: Source[] = ['child-benefit', 'deaths', 'authority']

/** What was said before of each kind, and what is then asked. */
const ASKED: Partial<Record<QuestionKind, { before: [Source | 'own', Words][]; words: Words }>> = {
  'conflicting-identifier': {
    before: [['school-census', NUMBERED]],
    words: { ...BELLA, recordId: 'r', identifiers: upn('H801200001001') },
  },
  'several-candidates': {
    before: [
      ['school-census', NUMBERED],
      ['births', TWIN],
    ],
    words: { ...BELLA, recordId: 'r' },
  },
  'somebody-else': {
    before: [
      ['school-census', BELLA],
      ['own', { ...BELLA, recordId: 'r' }],
    ],
    words: { recordId: 'r', name: { given: ['Rosalind'], family: 'Arden' }, dateOfBirth: '2011-11-11' },
  },
  'possible-twins': {
    before: [['school-census', BELLA]],
    words: { ...BELLA, recordId: 'r', name: { given: ['Ella'], family: 'Hargreaves' } },
  },
  'possible-siblings': {
    before: [['school-census', BELLA]],
    words: { recordId: 'r', name: { given: ['Belle'], family: 'Hargreaves' }, dateOfBirth: '2015-03-03' },
  },
  'name-and-birth-date-only': {
    before: [['school-census', BELLA]],
    words: { ...BELLA, recordId: 'r', address: elsewhere },
  },
  'between-thresholds': {
    before: [['school-census', BELLA]],
    words: { ...BELLA, recordId: 'r', dateOfBirth: '2015-03-03' },
  },
  'twice-in-source': {
    before: [['own', BELLA]],
    words: { ...BELLA, recordId: 'r', address: null },
  },
}
/** Its rows bring no number, and always a home. */
const NOT_OF_AUTHORITIES: readonly QuestionKind[] = ['conflicting-identifier', 'twice-in-source']
/** Of a source that makes nobody, its first row is taken in only with a child of another. */
const first = { ...BELLA, recordId: 'first' }

async function ask(kind: QuestionKind, source: Source) {
  await forget()
  const { before, words } = ASKED[kind]!
  if (kind === 'twice-in-source') await apply('school-census', [said('school-census', first)])
  for (const [whose, one] of before) {
    const of = whose === 'own' ? source : whose
    await apply(of, [said(of, { ...one, version: '0' })])
    for (const { questionId } of await list()) await answer(questionId, 'different')
  }
  const row = said(source, { ...words, version: '1' })
  const [fate] = await apply(source, [row])
  expect(fate).toMatchObject({ fate: 'parked', code: kind })
  const [question] = await list()
  return { row, questionId: question!.questionId, candidates: (await read(question!.questionId)).candidates }
}

const recordOf = (source: Source) =>
  room.db.collection<SourceRecord>('source_records').findOne({ _id: `${source}:r` }) as Promise<SourceRecord>
const childrenNow = () => room.db.collection<Child & { _id: string }>('children').find().sort({ _id: 1 }).toArray()
/** Who has died, and who is worked with. */
const marked = async () =>
  (await childrenNow()).flatMap(({ _id, dateOfDeath, services }) => (dateOfDeath || services.length ? [_id] : []))

function otherwise(record: IncomingRecord): IncomingRecord {
  if (record.kind === 'involved') return { ...record, service: { ...record.service, phone: '01422000009' } }
  return { ...record, gpPracticeCode: 'A81001' }
}

/** Another source comes to say of a candidate all that the row says. */
async function likeTheRow(row: IncomingRecord): Promise<void> {
  if (row.kind === 'moved') return
  const { name, dateOfBirth } = row
  const address = row.kind === 'involved' ? { ...home, postcode: row.postcode } : row.address
  const like = { name, dateOfBirth, address, carers: [], version: '9' }
  const known = await room.db.collection<SourceRecord>('source_records').distinct('_id', { _id: /^school-census/ })
  const records = known.map((id) => aRecord({ ...like, recordId: id.split(':')[1]! }))
  await apply('school-census', records)
}

/** Whatever a source may send again of one person. */
const AGAIN: Record<string, (row: IncomingRecord, source: Source) => Promise<unknown>> = {
  'the same row': (row, source) => apply(source, [row]),
  'the same version in another file': (row, source) => apply(source, [row], 'b-2'),
  'a newer version': (row, source) => apply(source, [{ ...row, version: '2' }], 'b-3'),
  'a newer one among many': (row, source) =>
    apply(source, [{ ...row, version: '3' }, ...Array.from({ length: 5 }, () => said('births', {}))], 'b-4'),
  'something else that says nothing of who it is': (row, source) =>
    apply(source, [{ ...otherwise(row), version: '4' }], 'b-5'),
  'what fits the child better than before': async (row, source) => {
    await likeTheRow(row)
    await apply(source, [{ ...row, version: '5' }], 'b-6')
    await apply(source, [{ ...otherwise(row), version: '6' }], 'b-7')
  },
}

describe('what a person said of a record holds whatever its source sends again, while it speaks of the same person:', () => {
  const stories = SOURCES.flatMap((source) =>
    (Object.keys(ASKED) as QuestionKind[])
      .filter((kind) => source !== 'authority' || !NOT_OF_AUTHORITIES.includes(kind))
      .map((kind) => [source, kind] as const),
  )
  it.each(stories)('%s, %s', async (source, kind) => {
    for (const what of ['same', 'different'] as const) {
      const { row, questionId, candidates } = await ask(kind, source)
      await answer(questionId, what, what === 'same' ? candidates[0]!.childId : undefined)
      const [given, who] = [(await recordOf(source)).childId, await marked()]
      for (const [sent, send] of Object.entries(AGAIN)) {
        await send(row, source)
        const { childId, parked, question } = await recordOf(source)
        const now = { childId, parked, question, who: await marked() }
        expect({ what, sent, ...now }).toEqual({ what, sent, childId: given, parked: null, question: null, who })
      }
    }
  })
})

describe('who is none of those that the directory knew', () => {
  const late = { ...BELLA, address: elsewhere }

  it.each(['deaths', 'authority'] as const)('is found once they are known: %s', async (source) => {
    const { row, questionId } = await ask('name-and-birth-date-only', source)
    await answer(questionId, 'different')
    await apply('births', [said('births', { ...late, recordId: 'late' })])
    for (const one of await list()) await answer(one.questionId, 'different')
    await apply(source, [{ ...row, version: '2' }], 'b-2')
    const { childId, parked } = await recordOf(source)
    const [known] = await room.db
      .collection('source_records')
      .find({ _id: 'births:late' as never })
      .toArray()
    expect([childId, parked, await marked()]).toEqual([known!.childId, null, [known!.childId]])
  })

  it.each(['deaths', 'authority'] as const)('is asked about again when that is taken back: %s', async (source) => {
    const { row, questionId } = await ask('name-and-birth-date-only', source)
    const before = await childrenNow()
    await answer(questionId, 'different')
    await apply(source, [{ ...otherwise(row), version: '2' }], 'b-2')
    await undo(questionId)
    expect([await childrenNow(), (await list()).map((one) => one.questionId)]).toEqual([before, [questionId]])
    await apply(source, [{ ...otherwise(row), version: '2' }], 'b-2')
    expect((await read(questionId)).candidates.length).toBe(1)
    await answer(questionId, 'same')
    const { told, version } = await recordOf(source)
    expect([version, told.length, told[0]!.version, (await marked()).length]).toEqual(['2', 1, '2', 1])
  })

  it('takes with it what its row said of a child that it was found to be since, when that is taken back', async () => {
    const { row, questionId } = await ask('name-and-birth-date-only', 'deaths')
    await answer(questionId, 'different')
    await apply('births', [said('births', { ...late, recordId: 'late' })])
    for (const one of await list()) await answer(one.questionId, 'different')
    await apply('deaths', [{ ...row, version: '2' }], 'b-2')
    const { childIds } = await room.get(UndoingService).read({ linkId: questionId })
    expect([await marked(), childIds.length]).toEqual([childIds, 1])
    await undo(questionId)
    expect([await marked(), (await list()).map((one) => one.questionId)]).toEqual([[], [questionId]])
  })

  it('is asked about again, when its record speaks of another name or birth date', async () => {
    const { row, questionId } = await ask('possible-twins', 'deaths')
    await answer(questionId, 'different')
    await apply('deaths', [said('deaths', { ...BELLA, recordId: 'r', version: '2', dateOfBirth: '2015-03-03' })], 'b-2')
    expect((await list()).length).toBe(1)
    await apply('deaths', [{ ...row, version: '3' }], 'b-3')
    expect([(await list()).length, (await recordOf('deaths')).parked]).toEqual([0, null])
  })
})
