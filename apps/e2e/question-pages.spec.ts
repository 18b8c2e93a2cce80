import { api, MOST_QUESTIONS_LISTED, pathTo, type LinkQuestion } from '@contactpoint/contracts'
import { aPdsFile, aPupil, type ApiClient, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

/** More rows than these that give a child another birth date set a file aside. */
const MOST_IN_A_FILE = 20

/** It counts the questions that there are, so it has a stack to itself. */
describe('the pages of questions (issue 16)', () => {
  const trip = setOut({ own: true })
  const visiting = visit(trip)
  let steward: Visitor
  let client: ApiClient

  const list = async () => (await client.get<{ items: LinkQuestion[] }>(api.linkQuestions.find.path)).body.items
  const say = (questionId: string, body: object) => client.post(pathTo(api.linkQuestions.answer, { questionId }), body)
  const answerAll = async () => {
    for (const { questionId } of await list()) await say(questionId, { answer: 'different' })
  }
  const found = async ({ surname: familyName, dob: dateOfBirth }: Pupil) =>
    (await trip.practitioner.search({ familyName, dateOfBirth })).body.hits.length
  /** A pupil, and a row by which the same reference is somebody else. */
  const reused = async () => {
    await answerAll()
    const pupil = aPupil()
    await trip.census.deliver(pupil)
    const childId = await trip.census.childIdOf(pupil)
    const other = aPupil({ ref: pupil.ref, dob: '2013-11-04' })
    await trip.census.deliver(other)
    const [{ questionId }] = (await list()) as [LinkQuestion]
    return { pupil, other, childId, questionId, path: `/questions/${questionId}` }
  }
  const open = async (one = steward) => {
    await one.page.goto('/questions')
    await one.press('Open question 1')
    await shows(one.page, 'Whom is this row about?')
  }
  const byKey = async (key: string, says: string) => {
    for (const one of [key, 'Enter']) await steward.page.keyboard.press(one)
    await shows(steward.page, says)
  }
  const answerSo = async (says: string) => {
    await steward.press('Answer so')
    await shows(steward.page, says)
  }

  beforeAll(async () => {
    client = await trip.stack.signIn('data-steward')
    steward = await visiting.visitor()
    await steward.signIn('data-steward')
  })

  it('are where the navigation leads, and say so when nothing waits', async () => {
    await steward.follow('Questions')
    expect(await steward.heading()).toBe('Questions')
    await shows(steward.page, 'No question waits.')
    await steward.isForEverybody()
    await steward.page.getByLabel('Why it is asked').selectOption('several-candidates')
    await steward.press('Show')
    await shows(steward.page, 'No question of this kind waits.')
  })

  it('list what waits without a word of any child, by kind where that is asked for', async () => {
    const { pupil, other } = await reused()
    await steward.page.goto('/questions?kind=somebody-else')
    const row = steward.page.getByRole('row').nth(1)
    expect(await row.innerText()).toMatch(
      /Its reference was that of another child before\s+School census\s+\d+ \w+ \d{4}, \d\d:\d\d\s+Nobody/,
    )
    for (const one of [pupil, other]) expect(await steward.page.content()).not.toContain(one.surname)
    await steward.isForEverybody()
    await steward.page.goto('/questions?kind=conflicting-identifier')
    await shows(steward.page, 'No question of this kind waits.')
  })

  it('show the row beside the child, each thing with a word on whether it agrees, and are held for whoever opened them', async () => {
    const { pupil, other, childId, path } = await reused()
    await open()
    expect(new URL(steward.page.url()).pathname + new URL(steward.page.url()).search).toBe(path)
    const line = (name: string) => steward.page.getByRole('row', { name }).innerText()
    expect(await line('Date of birth')).toMatch(/Differs\s+4 November 2013\s/)
    expect(await line('Gender')).toMatch(/Agrees\s+Female\s+Female/)
    expect(await line('GP practice')).toMatch(/Not known/)
    expect(await line('Numbers of agencies')).toMatch(/Not known\s+Not shown\s+Not shown/)
    expect(await line('Name')).toContain(`${other.forename} ${other.surname}\t${pupil.forename} ${pupil.surname}`)
    await shows(steward.page, `Child ${childId}`)
    await shows(steward.page, 'It is yours until')
    await steward.isForEverybody()
    await steward.follow('Questions')
    await shows(steward.page, 'You, until')
  })

  it('say so when a form answers nothing that there is', async () => {
    const { questionId } = await reused()
    await open()
    await steward.page.evaluate("document.querySelector('[value=different]').value = 'perhaps'")
    await steward.press('A different child')
    await shows(steward.page, 'Select an answer')
    await steward.isForEverybody()
    expect((await list())[0]!.questionId).toBe(questionId)
  })

  it('show nothing to a browser in which they were not opened, by whatever address', async () => {
    const { pupil, other, path } = await reused()
    await steward.page.goto(path)
    await shows(steward.page, 'Nothing is shown of a question until you open it')
    for (const one of [pupil, other]) expect(await steward.page.content()).not.toContain(one.surname)
    expect((await list())[0]!.heldUntil).toBeNull()
    await steward.isForEverybody()
    await steward.press('Open it')
    await shows(steward.page, other.surname)
    expect((await steward.page.goto('/questions/mainwood'))!.status()).toBe(404)
  })

  it('are answered by keys, checked before anything is done: another child, whom people find then', async () => {
    const { pupil, other, childId } = await reused()
    await open()
    await byKey('d', `${other.forename} ${other.surname}, born 4 November 2013 gets a new record`)
    expect(await steward.heading()).toBe('Say that it is a different child')
    await shows(steward.page, `(${childId}) stays as it was before this row`)
    await steward.isForEverybody()
    expect([await found(other), (await list()).length]).toEqual([0, 1])
    await new Keyboard(steward.page).press('Answer so')
    expect(await steward.heading()).toBe('Answered: it is a different child')
    await steward.isForEverybody()
    await shows(steward.page, 'No question waits that nobody has')
    expect([await found(other), await found(pupil)]).toEqual([1, 1])
  })

  it('are undone from the page that says what was done, which the list leads to, once', async () => {
    const { other, questionId } = await reused()
    await open()
    await byKey('d', 'gets a new record')
    await answerSo('If that was wrong')
    const twice = await steward.context.newPage()
    await twice.goto(steward.page.url())
    await steward.page.goto('/questions')
    await steward.page.getByRole('link', { name: 'It is a different child' }).first().click()
    await steward.press('Undo this')
    await shows(steward.page, 'Your answer is taken back')
    await steward.isForEverybody()
    expect([await found(other), (await list())[0]!.questionId]).toEqual([0, questionId])
    await twice.getByRole('button', { name: 'Undo this' }).click()
    await shows(twice, 'There is nothing more to undo')
    await twice.close()
  })

  it('are answered as the same child, whose record says so from then on, until a shield stands on it', async () => {
    const { other, childId } = await reused()
    await open()
    await byKey('s', 'everybody who opens this record is shown what is said of somebody else')
    await shows(steward.page, `(${childId})`)
    await steward.isForEverybody()
    await answerSo('What the row says is in the record of the child whom you chose')
    expect((await trip.practitioner.disclose(childId)).body.child).toMatchObject({ name: { family: other.surname } })
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    await steward.press('Undo this')
    await shows(steward.page, 'This cannot be undone')
    await steward.isForEverybody()
    await steward.follow('Go back to the questions')
    expect(await steward.heading()).toBe('Questions')
  })

  it('are put back at once by who cannot say', async () => {
    await reused()
    await open()
    await byKey('u', 'Nothing was decided')
    expect(await list()).toMatchObject([{ heldUntil: null }])
  })

  it('say so when somebody else has one, and when it is gone meanwhile, with a way back', async () => {
    const { questionId } = await reused()
    const records = trip.databases.db('directory').collection('source_records')
    const heldBy = (holder: string) =>
      records.updateOne(
        { 'question.id': questionId },
        { $set: { 'question.holder': holder, 'question.heldUntil': new Date(Date.now() + 60_000) } },
      )
    expect((await heldBy('a-colleague')).modifiedCount).toBe(1)
    await steward.page.goto('/questions')
    await shows(steward.page, 'Somebody, until')
    await steward.press('Open question 1')
    await shows(steward.page, 'Somebody else has this question')
    await steward.isForEverybody()
    await records.updateOne({ 'question.id': questionId }, { $set: { 'question.holder': null } })
    await open()
    await byKey('d', 'gets a new record')
    expect((await say(questionId, { answer: 'different' })).status).toBe(200)
    await answerSo('This question is not open any more')
    await steward.isForEverybody()
    await steward.follow('Go back to the questions')
  })

  it('name which of several children it is, without a script too', async () => {
    await answerAll()
    const pupil = aPupil({ upn: 'V313202215001' })
    const { forename, surname, dob, address } = pupil
    await trip.census.deliver(pupil)
    await trip.census.deliver(aPupil({ forename, surname, dob, address, upn: 'H801200001001' }))
    await answerAll()
    const patient = { given: [forename], family: surname, birthDate: dob, gender: 'female', address: address! }
    await (await trip.stack.supplier('pds')).loadFeed(aPdsFile([{ id: '9990000018', label: 'U', ...patient }]), 'pds')
    await open()
    await shows(steward.page, 'Child 2 of 2')
    await steward.isForEverybody()
    const header = steward.page.getByRole('columnheader', { name: /^Child / }).last()
    const second = (await header.innerText()).replace('Child ', '')
    await byKey('2', `(${second})`)
    const storageState = await steward.context.storageState()
    const without = await visiting.visitor({ javaScriptEnabled: false, storageState })
    await open(without)
    await without.press('Same as child 2')
    await shows(without.page, `(${second})`)
    await without.press('Answer so')
    await without.press('Undo this')
    await shows(without.page, 'Your answer is taken back')
    await without.context.close()
  })

  it('are fifty at most, those that wait longest, and each leads on to the next', async () => {
    await answerAll()
    const pupils = Array.from({ length: MOST_QUESTIONS_LISTED + 1 }, () => aPupil())
    await trip.census.deliver(...pupils)
    const others = pupils.map(({ ref }) => aPupil({ ref, dob: '2013-11-04' }))
    for (let at = 0; at < others.length; at += MOST_IN_A_FILE)
      await trip.census.deliver(...others.slice(at, at + MOST_IN_A_FILE))
    await steward.page.goto('/questions')
    await shows(steward.page, 'The 50 questions that wait longest')
    await shows(steward.page, 'Fifty are shown')
    await steward.isForEverybody()
    await open()
    await byKey('d', 'gets a new record')
    await answerSo('The next question')
    await steward.isForEverybody()
    await steward.press('Open the next question')
    await shows(steward.page, 'Whom is this row about?')
  })

  it('keep no more than fits into a cookie, ask nobody else for anything, and never break their security policy', async () => {
    await steward.page.goto('/questions')
    expect(await steward.page.locator('a[href^="/questions/answers/"]').count()).toBe(3)
    const session = (await steward.context.cookies()).find(({ name }) => name === '__Host-session')!
    expect(session.value.length).toBeLessThan(4_000)
    expect([...steward.complaints, ...steward.elsewhere]).toEqual([])
  })
})
