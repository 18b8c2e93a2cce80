import { api, pathTo, type BatchReport, type BatchState } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aPupil, type Pupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const SOURCE = 'school-census'
const KNOWN = 30
/** One more than is always taken. */
const BORN_ANEW = 21

describe('the pages of feeds (issue 15)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupils = Array.from({ length: KNOWN }, () => aPupil())
  const bornAnew = pupils.map((pupil, n) => (n < BORN_ANEW ? { ...pupil, dob: '2013-03-03' } : pupil))
  let [steward, operator] = [] as unknown as [Visitor, Visitor]
  let aside = ''

  const addressOf = (batchId: string) => `/feeds/${SOURCE}/${batchId}`
  const send = async (rows: Pupil[], state: BatchState, query = '', change = (file: string) => file) => {
    const { client } = trip.census
    const { body } = await client.sendFeed(change(trip.census.nextFile(rows)), SOURCE, query)
    await comesTo(body.batchId, state)
    return body.batchId
  }
  const comesTo = async (batchId: string, state: BatchState) => {
    const path = pathTo(api.feeds.report, { source: SOURCE, batchId })
    const isThere = async () => (await trip.census.client.get<BatchReport>(path)).body.state === state
    expect(await until(isThere, 60_000)).toBe(true)
  }
  /** Of the first pupil, born on the day that the file says. */
  const found = async () => {
    const { surname: familyName, dob: dateOfBirth } = bornAnew[0]!
    return (await trip.practitioner.search({ familyName, dateOfBirth })).body.hits.length
  }
  const linkTo = (one: Visitor, batchId: string) => one.page.locator(`a[href="${addressOf(batchId)}"]`)
  const open = async (one: Visitor, path: string) => {
    await one.page.goto(path)
    await one.isForEverybody()
  }

  beforeAll(async () => {
    await trip.census.deliver(...pupils)
    aside = await send(bornAnew, 'set-aside')
    operator = await visiting.visitor()
    await operator.signIn('operator')
    steward = await visiting.visitor()
    await steward.signIn('data-steward')
  })

  it('are where a steward begins, who finds what was set aside at the top and reads why', async () => {
    expect(await steward.heading()).toBe('Feeds')
    const waiting = steward.page.getByRole('region', { name: 'Files that wait for somebody' })
    const row = waiting.getByRole('row').filter({ has: linkTo(steward, aside) })
    expect(await row.innerText()).toMatch(/Changes too much, waits for a data steward\s+30\s+30\s+0/)
    await linkTo(steward, aside).first().click()
    await shows(steward.page, 'Why it was set aside')
    expect(await found()).toBe(0)
    await shows(steward.page, `Another date of birth: ${BORN_ANEW} of ${KNOWN} known records`)
  })

  it('show an operator the same, who applies nothing and takes nothing back', async () => {
    await open(operator, '/feeds')
    await linkTo(operator, aside).first().click()
    await shows(operator.page, 'Why it was set aside')
    await shows(operator.page, 'Department for Education')
    await shows(operator.page, 'A data steward applies it')
    await operator.isForEverybody()
    expect(await operator.page.getByRole('button', { name: /Apply/ }).count()).toBe(0)
    for (const step of ['apply', 'take-back']) {
      expect((await operator.page.goto(`${addressOf(aside)}/${step}`))!.status()).toBe(403)
      expect(await operator.heading()).toBe('This page is not part of your work')
    }
  })

  it('have it applied by keys alone, on a page that says what that does', async () => {
    const keys = new Keyboard(steward.page)
    await open(steward, addressOf(aside))
    await keys.press('Apply this file')
    await shows(steward.page, `It changes more than a file may unseen`)
    await steward.isForEverybody()
    await steward.page.goto(`${addressOf(aside)}/apply`)
    await keys.press('Apply it')
    await steward.page.getByText('The file is being taken in.').waitFor()
    await steward.isForEverybody()
    await comesTo(aside, 'applied')
    await open(steward, addressOf(aside))
    await shows(steward.page, 'Taken in')
    expect(await found()).toBe(1)
  })

  it('take it back, and say in the history what became of its records', async () => {
    await steward.page.goto(addressOf(aside))
    await steward.follow('Take this file back')
    await shows(steward.page, 'no shield, and nobody who works with a child, is taken away with it')
    await steward.isForEverybody()
    await steward.press('Take it back')
    await steward.page.getByText('What the file said is being taken back.').waitFor()
    await comesTo(aside, 'rolled-back')
    expect(await found()).toBe(0)
    await open(steward, `/feeds?source=${SOURCE}&state=rolled-back`)
    const row = steward.page.getByRole('row').filter({ has: linkTo(steward, aside) })
    expect(await row.innerText()).toMatch(/Taken back\s+\d+ as before, \d+ removed, \d+ kept for what people did/)
    await linkTo(steward, aside).first().click()
    expect(await steward.page.getByRole('link', { name: 'Take this file back' }).count()).toBe(0)
    await steward.isForEverybody()
  })

  it('say which row is refused, where and why, and not whose it is; and have it thrown away without a script', async () => {
    const rows = [aPupil(), aPupil()]
    const spoilt = (file: string) => file.replace(/<DOB>[^<]*</, '<DOB>then<')
    const staged = await send(rows, 'staged', '?preview=true', spoilt)
    await open(operator, addressOf(staged))
    const row = operator.page.getByRole('region', { name: 'Refused rows' }).getByRole('row').nth(1)
    expect(await row.innerText()).toMatch(/^1\s+\d+\s+\S*DOB\s+not-a-date$/)
    await open(steward, addressOf(staged))
    for (const one of [operator, steward]) expect(await one.page.content()).not.toContain(rows[0]!.ref)
    await steward.follow('Throw this file away')
    await steward.isForEverybody()
    const without = await visiting.visitor({
      javaScriptEnabled: false,
      storageState: await steward.context.storageState(),
    })
    await without.page.goto(`${addressOf(staged)}/take-back`)
    await without.press('Throw it away')
    await without.page.getByText('Nothing of it was taken in.').waitFor()
    await shows(without.page, 'Taken back')
    await without.context.close()
  })

  it('hold a file against what its feed has sent, in counts, for whoever looks after feeds', async () => {
    const fresh = [aPupil(), aPupil()]
    const [first, ...rest] = pupils
    const staged = await send([...fresh, { ...first!, dob: '2013-03-03' }, ...rest.slice(1)], 'staged', '?preview=true')
    for (const one of [steward, operator]) {
      await open(one, addressOf(staged))
      await one.follow('How far the file and what its feed has sent agree')
      expect(await one.heading()).toBe('Reconciliation')
      await one.isForEverybody()
      const said = (await one.text()).replaceAll(/\s+/g, ' ')
      expect(said).toMatch(new RegExp(`Rows in the file ${KNOWN + 1} Refused rows, which are not compared 0`))
      expect(said).toMatch(
        /that its feed has sent before 29 Rows of records that are new to us 2 .* not in the file \d+/,
      )
      expect(said).toMatch(/Name 29 100\.00 Date of birth 28 96\.55 .*Postcode 29 100\.00 School 29 100\.00/)
      expect(said).not.toContain('GP practice')
      expect(await one.page.content()).not.toMatch(new RegExp(`${first!.ref}|${first!.surname}`))
    }
    await shows(operator.page, 'A data steward applies it')
    await steward.follow('Throw this file away')
    await steward.press('Throw it away')
    await open(steward, `${addressOf(staged)}/reconciliation`)
    await shows(steward.page, 'the file does not wait for anybody')
  })

  it('say that there is nothing to compare of a file of which no row was taken', async () => {
    const refused = await send([aPupil()], 'refused', '', () => 'no file')
    await open(steward, `${addressOf(refused)}/reconciliation`)
    await shows(steward.page, 'no row of the file was taken')
  })

  it('say that somebody was first, and never take back what was to be thrown away', async () => {
    const staged = await send([aPupil()], 'staged', '?preview=true')
    const other = await steward.context.newPage()
    await steward.page.goto(`${addressOf(staged)}/take-back`)
    await other.goto(`${addressOf(staged)}/apply`)
    const { client } = trip.census
    expect((await client.post(pathTo(api.feeds.apply, { source: SOURCE, batchId: staged }), {})).status).toBe(204)
    await comesTo(staged, 'applied')
    await steward.press('Throw it away')
    await shows(steward.page, 'Somebody was first')
    await steward.isForEverybody()
    await other.getByRole('button', { name: 'Apply it' }).click()
    await shows(other, 'Somebody was first')
    await other.close()
    await comesTo(staged, 'applied')
  })

  it('say so when there is no such file', async () => {
    await open(steward, '/feeds?source=child-benefit&state=rolling-back')
    await shows(steward.page, 'There is no such file.')
    const nobodys = addressOf('0f8fad5b-d9cb-469f-a165-70867728950e')
    expect((await steward.page.goto(nobodys))!.status()).toBe(404)
    await steward.isForEverybody()
  })

  it('never ask anybody else for anything, and never break their own security policy', () => {
    const visitors = [steward, operator]
    expect(visitors.flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
