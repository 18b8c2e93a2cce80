import {
  api,
  pathTo,
  type LinkAnswered,
  type LinkQuality,
  type LinkQuestion,
  type LinkQuestionsListed,
  type LinkQuestionViewed,
} from '@contactpoint/contracts'
import {
  aCensus,
  aPupil,
  asAdministrator,
  childIdsOf,
  sharedStack,
  type ApiClient,
  type Pupil,
  type RunningStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'

let stack: RunningStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let [steward, practitioner]: ApiClient[] = []

beforeAll(async () => {
  stack = await sharedStack()
  databases = await asAdministrator(stack)
  steward = await stack.signIn('data-steward')
  practitioner = await stack.signIn('practitioner')
})

afterAll(() => databases?.close())

const { find, view, answer, undo } = api.linkQuestions
const list = async () => (await steward!.get<{ items: LinkQuestion[] }>(find.path)).body.items
const look = (questionId: string) => steward!.post<LinkQuestionViewed>(pathTo(view, { questionId }), {})
const say = (questionId: string, body: object) => steward!.post<LinkAnswered>(pathTo(answer, { questionId }), body)
const takeBack = (linkId: string) => steward!.post(pathTo(undo, { linkId }), {})
const entriesOf = async (childId: string) =>
  (await (await stack.signIn('auditor')).post(api.audit.enquire.path, { childId })).body.entries as { action: string }[]

/** A pupil, and a row by which the same reference is somebody else: the school gave it to another child. */
async function reused(): Promise<{ pupil: Pupil; other: Pupil; childId: string; questionId: string }> {
  const supplier = await stack.supplier()
  const pupil = aPupil()
  await supplier.loadFeed(aCensus([pupil]))
  const childId = (await childIdsOf(databases, [pupil])).get(pupil.ref)!
  const before = new Set((await list()).map(({ questionId }) => questionId))
  const other = aPupil({ ref: pupil.ref, dob: '2013-11-04' })
  await supplier.loadFeed(aCensus([other], { serial: '002' }))
  const asked = (await list()).filter(({ questionId }) => !before.has(questionId))
  expect(asked).toMatchObject([{ kind: 'somebody-else', source: 'school-census', heldUntil: null }])
  return { pupil, other, childId, questionId: asked[0]!.questionId }
}

describe('a row of which nobody can say by rules whom it is about', () => {
  it('is listed with an entry each time: what is not there may be about a shielded child', async () => {
    const { status, body } = await steward!.get<LinkQuestionsListed>(find.path)
    expect(status).toBe(200)
    const { index } = body.receipt
    const entry = await databases.db('audit').collection('entries').findOne({ index })
    expect(entry).toMatchObject({ action: 'link-list', outcome: 'shown', role: 'data-steward', parts: [] })
  })

  it('is opened by a data steward with the child beside it, each thing held against the other; recorded', async () => {
    const { pupil, other, childId, questionId } = await reused()
    const { status, body } = await look(questionId)
    const { row, candidates, question } = body
    expect(status).toBe(200)
    expect(question.heldUntil).not.toBeNull()
    expect(row).toMatchObject({ name: { family: other.surname }, dateOfBirth: other.dob })
    expect(candidates).toMatchObject([
      { childId, isLinked: true, name: { family: pupil.surname }, dateOfBirth: pupil.dob },
    ])
    const compared = new Map(candidates[0]!.compared.map(({ thing, agreement }) => [thing, agreement]))
    expect([compared.get('name'), compared.get('date-of-birth')]).toEqual(['differs', 'differs'])
    expect((await entriesOf(childId)).map(({ action }) => action)).toContain('link-view')
  })

  it('is answered for good: another child, whom people find from then on, and rows of either go where they belong', async () => {
    const { pupil, other, childId, questionId } = await reused()
    const { status, body } = await say(questionId, { answer: 'different' })
    expect([status, body.linkId]).toEqual([200, questionId])
    expect(await practitioner!.search({ familyName: other.surname, dateOfBirth: other.dob })).toMatchObject({
      body: { hits: [{ name: { family: other.surname } }] },
    })
    const shown = (await practitioner!.disclose(childId)).body.child
    expect(shown).toMatchObject({ name: { family: pupil.surname }, dateOfBirth: pupil.dob })
    const { body: again } = await (
      await stack.supplier()
    )
      .loadFeed(aCensus([other], { serial: '003' }))
      .then((report) => ({ body: report }))
    expect(again).toMatchObject({ accepted: 1, refused: 0 })
    expect((await list()).map((one) => one.questionId)).not.toContain(questionId)
    expect((await look(questionId)).status).toBe(404)
    expect((await entriesOf(childId)).map(({ action }) => action)).toContain('link-answer')
  })

  it('is open again when that is taken back, and nobody finds the other child', async () => {
    const { other, childId, questionId } = await reused()
    const { body } = await say(questionId, { answer: 'different' })
    expect((await takeBack(body.linkId!)).status).toBe(204)
    expect((await practitioner!.search({ familyName: other.surname, dateOfBirth: other.dob })).body.hits).toEqual([])
    expect((await list()).map((one) => one.questionId)).toContain(questionId)
    expect((await takeBack(body.linkId!)).status).toBe(404)
    expect((await entriesOf(childId)).map(({ action }) => action)).toContain('link-undo')
    await say(questionId, { answer: 'same', childId })
    expect((await practitioner!.disclose(childId)).body.child).toMatchObject({ name: { family: other.surname } })
  })

  it('is nobody’s once the child is shielded', async () => {
    const { childId, questionId } = await reused()
    expect((await practitioner!.shield(childId)).status).toBe(201)
    expect((await list()).map((one) => one.questionId)).not.toContain(questionId)
    for (const tried of [
      look(questionId),
      say(questionId, { answer: 'different' }),
      say(questionId, { answer: 'same', childId }),
    ])
      expect((await tried).status).toBe(404)
  })

  it('is refused with the place, where an answer is mistyped, and where it names a child that is not meant', async () => {
    const { questionId } = await reused()
    expect(await say(questionId, { answer: 'perhaps' })).toMatchObject({
      status: 400,
      body: { places: [{ field: 'answer', rule: 'isIn' }] },
    })
    expect((await say(questionId, { answer: 'same', childId: '222222222222' })).status).toBe(409)
    await say(questionId, { answer: 'unsure' })
  })
})

describe('a row that was drawn to see how well the model decides', () => {
  const drawnOf = async () =>
    (await steward!.get<{ items: LinkQuestion[] }>(`${find.path}?kind=sampled`)).body.items.map((one) => one.questionId)
  const found = async () => {
    const { body } = await steward!.get<LinkQuality>(pathTo(api.linkModels.quality, { version: '1' }))
    return body.all
  }

  it('waits for nobody, is asked as any other, and counts for the model until that is taken back', async () => {
    const pupil = aPupil()
    await (await stack.supplier()).loadFeed(aCensus([pupil]))
    const questionId = randomUUID()
    const question = { id: questionId, askedAt: new Date(), holder: null, heldUntil: null, model: 1, sampled: 'new' }
    const records = databases.db('directory').collection<{ _id: string }>('source_records')
    await records.updateOne({ _id: `school-census:${pupil.ref}` }, { $set: { question } })
    expect((await list()).map((one) => one.questionId)).not.toContain(questionId)
    expect(await drawnOf()).toContain(questionId)
    expect((await look(questionId)).body).toMatchObject({
      question: { kind: 'sampled' },
      row: { dateOfBirth: pupil.dob },
    })
    const before = await found()
    expect(await say(questionId, { answer: 'different' })).toMatchObject({ status: 200, body: { linkId: questionId } })
    expect(await drawnOf()).not.toContain(questionId)
    expect(await found()).toEqual({ ...before, newRight: before.newRight + 1 })
    expect((await takeBack(questionId)).status).toBe(204)
    expect(await drawnOf()).toContain(questionId)
    expect(await found()).toEqual(before)
  })
})
