import type { AppliedFate, IncomingRecord, InvolvedRecord, PresentRecord, Source } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import { AnsweringService } from '../questions/answering.service.ts'
import { QuestionsService } from '../questions/questions.service.ts'
import { UndoingService } from '../questions/undoing.service.ts'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import type { SourceRecord } from './linking.schema.ts'
import { LinkingService } from './linking.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(directory, [], { linkAuditOneIn: 0 })
})

afterAll(() => room?.close())

const forget = async () => {
  for (const name of ['children', 'source_records', 'search_keys', 'link_decisions'])
    await room.db.collection(name).deleteMany({})
}
beforeEach(forget)

type Sent = [source: Source, record: IncomingRecord]
async function apply(...sent: Sent[]): Promise<AppliedFate[]> {
  const fates: AppliedFate[] = []
  for (const [source, record] of sent) {
    const rows = [{ row: 1, line: 1, record }]
    fates.push(...(await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })).fates)
  }
  return fates
}
const asked = async () => (await room.get(QuestionsService).list({})).items
const children = () => room.db.collection<ChildDocument>('children').find().sort({ _id: 1 }).toArray()
const recordOf = ([source, { recordId }]: Sent) =>
  room.db.collection<SourceRecord>('source_records').findOne({ _id: `${source}:${recordId}` })
const by = 'steward-1'

const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const AWAY = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
const BELLA = { name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2015-03-02', carers: [] }
const bella = (given: Partial<PresentRecord> = {}) => aRecord({ ...BELLA, ...given })

/** A child of the census; a row of a practice that may be about her, who has moved; a benefit that knows both homes. */
function moved(who: Partial<PresentRecord> = {}, home = HOME, away = AWAY) {
  const census: Sent = ['school-census', bella({ recordId: 'PUPIL-1', ...who, address: home })]
  const practice: Sent = ['gp-links', bella({ recordId: 'PATIENT-1', ...who, address: away, gpPracticeCode: 'A81001' })]
  const known: Sent = ['child-benefit', bella({ recordId: 'CLAIM-1', ...who, address: home })]
  const since: Sent = [
    'child-benefit',
    bella({ recordId: 'CLAIM-1', version: '2', asOf: '2026-10-02', ...who, address: away }),
  ]
  return { census, practice, known, since }
}

describe('a row that waits', () => {
  it('is taken in when another source says what settles it', async () => {
    const { census, practice, known, since } = moved()
    expect((await apply(census, practice, known)).map(({ code }) => code)).toEqual([
      null,
      'name-and-birth-date-only',
      null,
    ])
    await apply(since)
    expect(await asked()).toEqual([])
    const [child, ...others] = await children()
    expect([child!.gpPracticeCode, others]).toEqual(['A81001', []])
    expect(await recordOf(practice)).toMatchObject({ childId: child!._id, parked: null, waiting: null, question: null })
    // Said again it is no news.
    expect((await apply([practice[0], { ...practice[1], version: '2' }]))[0]!.fate).toBe('unchanged')
  })

  it('is settled whether it comes before or after what settles it', async () => {
    const { census, practice, known, since } = moved()
    for (const sent of [
      [census, practice, known, since],
      [census, known, practice, since],
      [census, known, since, practice],
    ]) {
      await forget()
      await apply(...sent)
      expect([await asked(), (await children()).map(({ gpPracticeCode }) => gpPracticeCode)]).toEqual([[], ['A81001']])
    }
  })

  it('is taken in when the child is told of otherwise', async () => {
    const census: Sent = ['school-census', bella({ recordId: 'PUPIL-1', address: HOME })]
    const other: Sent = ['child-benefit', bella({ recordId: 'CLAIM-1', address: HOME, dateOfBirth: '2015-03-03' })]
    expect((await apply(census, other))[1]!.fate).toBe('parked')
    const corrected = bella({ recordId: 'PUPIL-1', version: '2', address: HOME, dateOfBirth: '2015-03-03' })
    await apply(['school-census', corrected])
    expect([await asked(), (await children()).length]).toEqual([[], 1])
  })

  it('stays while somebody has it, and is asked on where nothing is settled', async () => {
    const { census, practice, known, since } = moved()
    await apply(census, practice, known)
    const [question] = await asked()
    await apply(['births', bella({ recordId: 'BIRTH-1', address: HOME })])
    expect((await asked()).map(({ questionId, askedAt }) => [questionId, askedAt])).toEqual([
      [question!.questionId, question!.askedAt],
    ])
    await room.get(QuestionsService).read({ questionId: question!.questionId, by })
    await apply(since)
    expect((await asked()).map(({ questionId }) => questionId)).toEqual([question!.questionId])
  })

  it('is no machine’s any more once somebody has taken an answer back', async () => {
    const { census, practice, known, since } = moved()
    await apply(census, practice, known)
    const [question] = await asked()
    await room.get(AnsweringService).answer({ questionId: question!.questionId, answer: 'different', by })
    await room.get(UndoingService).undo({ linkId: question!.questionId, by })
    await apply(since)
    expect((await asked()).map(({ questionId }) => questionId)).toEqual([question!.questionId])
  })

  it('does not go to a child who is shielded meanwhile, by what is hidden of that child', async () => {
    const who = { name: { given: ['Rosalind'], family: 'Arden' }, dateOfBirth: '2011-11-11' }
    const [home, away] = ['NE1 4ST', 'CB1 2AB'].map((postcode) => ({ lines: ['3 Mill Lane'], postcode }))
    const { census, practice, known, since } = moved(who, home, away)
    expect((await apply(census, practice, known)).map(({ fate }) => fate)).toEqual(['created', 'parked', 'unchanged'])
    const [child] = await children()
    await room.get(RestrictionsService).restrict({ childId: child!._id, version: 1 })
    await apply(since)
    expect((await recordOf(practice))!.childId).not.toBe(child!._id)
    const shown = (await children()).filter(({ visibility }) => visibility === 'visible')
    expect(shown.map(({ _id }) => _id)).toEqual([child!._id])
  })

  it('of a service goes to the child with the postcode that its authority gave', async () => {
    const { census, known, since } = moved()
    const { name, dateOfBirth, gender, asOf } = bella()
    const service = {
      ...{ service: 'early-help' as const, organisation: '383', personName: 'Kim Lee', phone: null, email: null },
      ...{ startDate: null, leadProfessional: false },
    }
    const worked: InvolvedRecord = {
      ...{ kind: 'involved', recordId: 'CASE-1', version: '1', asOf, name, formerFamilyNames: [], dateOfBirth, gender },
      ...{ postcode: AWAY.postcode, service },
    }
    expect((await apply(census, known, ['authority', worked]))[2]!.fate).toBe('parked')
    await apply(since)
    expect((await children()).map(({ services }) => services)).toEqual([[service]])
  })
})
