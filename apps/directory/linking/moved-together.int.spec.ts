import { newChildId, type IncomingRecord, type PresentRecord, type Source } from '@contactpoint/contracts'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { directory } from '../app.module.ts'
import type { ChildDocument } from '../children/children.schema.ts'
import { AnsweringService } from '../questions/answering.service.ts'
import { QuestionsService } from '../questions/questions.service.ts'
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

async function apply(source: Source, ...records: IncomingRecord[]): Promise<(string | null)[]> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 1, record }))
  return (await room.get(LinkingService).apply({ source, batchId: 'b-1', rows })).fates.map(({ code }) => code)
}
const asked = async () => (await room.get(QuestionsService).list({})).items.map(({ questionId }) => questionId)
const practices = async () =>
  (await room.db.collection<ChildDocument>('children').find().sort({ dateOfBirth: 1 }).toArray()).map(
    ({ gpPracticeCode }) => gpPracticeCode,
  )

const HOME = { lines: ['1 Rydal Lane'], postcode: 'HX4 1AB' }
const AWAY = { lines: ['2 Sea View'], postcode: 'TR1 9ZZ' }
const CHILDREN = [
  { name: { given: ['Bella'], family: 'Hargreaves' }, dateOfBirth: '2012-03-02' },
  { name: { given: ['Oliver'], family: 'Hargreaves' }, dateOfBirth: '2015-08-21' },
  { name: { given: ['Mia'], family: 'Hargreaves' }, dateOfBirth: '2018-11-30' },
]
/** The n-th of them as its own source tells of it: the census at home; a practice, which has moved with them. */
const said = (n: number, given: Partial<PresentRecord>) =>
  aRecord({ ...CHILDREN[n], carers: [], recordId: `${n}-${given.address!.postcode}`, ...given })
const pupil = (n: number, given: Partial<PresentRecord> = {}) => said(n, { address: HOME, ...given })
const patient = (n: number) => said(n, { address: AWAY, gpPracticeCode: 'A81001' })

/** So many strangers live where they have moved to. */
async function crowd(count: number, given: Partial<ChildDocument>): Promise<void> {
  const children = room.db.collection<ChildDocument>('children')
  const [like] = await children.find().toArray()
  const strangers = Array.from({ length: count }, () => ({
    ...{ ...like!, ...given, _id: newChildId((n) => randomInt(n)), dateOfBirth: '2019-01-01' },
    linkKeys: ['postcode:TR19ZZ', randomUUID()],
  }))
  if (count > 0) await children.insertMany(strangers)
}

describe('brothers and sisters who moved', () => {
  it('are known by each other, in one file and in whatever order', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      await forget()
      await apply('school-census', ...order.map((n) => pupil(n)))
      await apply('gp-links', ...order.toReversed().map(patient))
      expect([await asked(), await practices()]).toEqual([[], ['A81001', 'A81001', 'A81001']])
    }
  })

  it('are, when the second comes long after the first, and a third when they are settled', async () => {
    await apply('school-census', pupil(0), pupil(1), pupil(2))
    expect(await apply('gp-links', patient(0))).toEqual(['name-and-birth-date-only'])
    expect(await asked()).toHaveLength(1)
    await apply('gp-links', patient(1))
    expect([await asked(), await practices()]).toEqual([[], ['A81001', 'A81001', null]])
    await apply('gp-links', patient(2))
    expect([await asked(), await practices()]).toEqual([[], ['A81001', 'A81001', 'A81001']])
  })

  it('are not while somebody has one of the questions: what that one will be said of, nobody knows yet', async () => {
    await apply('school-census', pupil(0), pupil(1))
    await apply('gp-links', patient(0))
    const [questionId] = await asked()
    await room.get(QuestionsService).read({ questionId: questionId!, by: 'steward-1' })
    await apply('gp-links', patient(1))
    expect([(await asked()).length, await practices()]).toEqual([2, [null, null]])
  })

  it('are not where a person has said of one that it is not the child', async () => {
    await apply('school-census', pupil(0), pupil(1))
    await apply('gp-links', patient(0))
    const [questionId] = await asked()
    await room.get(AnsweringService).answer({ questionId: questionId!, answer: 'different', by: 'steward-1' })
    await apply('gp-links', patient(1))
    expect((await asked()).length).toBe(1)
  })

  it('are reported as what became of them, as when they are delivered again', async () => {
    await apply('school-census', pupil(0), pupil(1))
    expect(await apply('gp-links', patient(0), patient(1))).toEqual([null, null])
    expect(await apply('gp-links', patient(0), patient(1))).toEqual([null, null])
  })

  it('are not where so many live at the home of now that it is none of a family, however many more of whom things are hidden', async () => {
    for (const [open, hidden, expected] of [
      [190, 50, ['A81001', 'A81001']],
      [200, 0, [null, null]],
    ] as const) {
      await forget()
      await apply('school-census', pupil(0), pupil(1))
      await crowd(open, {})
      await crowd(hidden, { restricted: true })
      await apply('gp-links', patient(0), patient(1))
      expect([open, (await practices()).slice(0, 2)]).toEqual([open, expected])
    }
  })

  it('are asked about one by one, where they were not at one home', async () => {
    const elsewhere = { lines: ['3 Mill Lane'], postcode: 'NE1 4ST' }
    await apply('school-census', pupil(0), pupil(1, { address: elsewhere, recordId: 'P-1' }))
    await apply('gp-links', patient(0), patient(1))
    expect([(await asked()).length, await practices()]).toEqual([2, [null, null]])
  })
})
