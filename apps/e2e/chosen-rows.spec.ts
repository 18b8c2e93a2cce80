import { api } from '@contactpoint/contracts'
import { aPdsFile, aPupil, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'
const [CENSUS, PATIENT] = ['School census, row 1', 'Personal Demographics Service, row 1']

describe('several rows of feeds about one shielded child (AC-09)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupil = aPupil({ urn: LEEDS_SCHOOL })
  const livesAt = (line: string, postcode: string): Pupil => ({ ...pupil, address: { lines: [line], postcode } })
  let [childId, rows] = ['', '']
  let officer: Visitor

  /** The same child as its patient record has it. */
  const patient = () => {
    const { forename, surname: family, dob: birthDate, address } = pupil
    const who = { given: [forename], family, birthDate, gender: 'female', address: address! }
    return aPdsFile([{ id: '9990000018', label: 'U', ...who }])
  }
  const waits = async (pupilNow: Pupil) => expect((await trip.census.deliver(pupilNow)).fates.parked).toBe(1)
  const decisions = async (): Promise<string[]> => {
    const { body } = await trip.auditor.post<{ entries: { action: string; outcome: string }[] }>(
      api.audit.enquire.path,
      { childId },
    )
    return body.entries.filter(({ action }) => action === 'row-decision').map(({ outcome }) => outcome)
  }

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    rows = `/shields/${childId}/rows`
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    await waits(livesAt('9 Newer Lane', 'LS11 9AE'))
    await (await trip.stack.supplier('pds')).loadFeed(patient(), 'pds')
    officer = await visiting.visitor()
    await officer.signIn('shield-officer-1')
  })

  it('are work that is due on a day, and late when that is over', async () => {
    const row = officer.page.getByRole('row').filter({ has: officer.page.locator(`a[href="${rows}"]`) })
    await officer.page.goto('/work')
    expect(await row.innerText()).toMatch(/Decide about rows of feeds that wait\s.*\d+ \w+ \d{4}, 17:00/s)
    const waits = trip.databases.db('shielding').collection<{ _id: string }>('row_waits')
    await waits.updateOne({ _id: childId }, { $set: { dueAt: new Date(0) } })
    await officer.page.goto('/work')
    expect(await row.innerText()).toContain('Late')
    expect(await officer.page.getByRole('row').nth(1).innerText()).toContain(childId)
  })

  it('are a page that work leads to, which says of what each speaks and none of it', async () => {
    await officer.page.goto('/work')
    await officer.page.locator(`a[href="${rows}"]`).click()
    expect(await officer.heading()).toBe(`Rows of feeds about ${childId} that wait`)
    await officer.isForEverybody()
    await shows(officer.page, 'It speaks of')
    expect(await officer.page.content()).not.toMatch(/Newer Lane|LS11 9AE|LS1 4AP|9990000018/)
  })

  it('are chosen and checked by keys alone, and nothing is done before', async () => {
    const keys = new Keyboard(officer.page)
    await officer.page.goto(rows)
    await keys.press('Take in the chosen')
    await shows(officer.page, 'Select the rows to decide')
    await officer.isForEverybody()
    await officer.page.goto(rows)
    for (const one of [CENSUS, PATIENT]) await keys.choose(one)
    await keys.press('Take in the chosen')
    expect(await officer.heading()).toBe(`Take in 2 rows about ${childId}`)
    await officer.isForEverybody()
    await keys.press('Take in 2 rows')
    await shows(officer.page, 'Select how you know')
    expect(await decisions()).toEqual([])
  })

  it('are decided one after the other, each recorded: one that is gone is named, and the other is taken in', async () => {
    await waits(livesAt('10 Newest Lane', 'LS11 9AF'))
    await officer.choose('The school confirms it')
    await officer.press('Take in 2 rows')
    expect(await officer.heading()).toBe('1 row is taken in')
    await shows(officer.page, `${CENSUS}: waits no more`)
    await officer.isForEverybody()
    expect((await decisions()).toSorted()).toEqual(['done', 'not-found'])
  })

  it('are left out without a script, and then nothing of the child waits', async () => {
    const storageState = await officer.context.storageState()
    const without = await visiting.visitor({ javaScriptEnabled: false, storageState })
    await without.page.goto(rows)
    await without.choose(CENSUS)
    await without.press('Leave out the chosen')
    expect(await without.heading()).toBe(`Leave out 1 row about ${childId}`)
    await without.choose('The school confirms it')
    await without.press('Leave out 1 row')
    expect(await without.heading()).toBe('1 row is left out')
    await without.follow(`Rows about ${childId} that wait`)
    await shows(without.page, 'No row of a feed about this child waits')
    await without.context.close()
    expect((await trip.practitioner.disclose(childId)).body).toMatchObject({ shielded: true })
    expect(officer.complaints).toEqual([])
  })

  it('are told apart from those of another desk by nothing: it gets the one page that there is for nobody’s child', async () => {
    const elsewhere = await visiting.visitor()
    await elsewhere.signIn('shield-officer-other')
    const answers = []
    for (const id of [childId, 'KLJ6G4D4VGLR']) {
      const answered = await elsewhere.page.goto(`/shields/${id}/rows`)
      answers.push([answered!.status(), (await elsewhere.text()).replace(/Reference: \w+/, '')])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]![0]).toBe(404)
  })
})
