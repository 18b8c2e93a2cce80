import { api, MOST_DUPLICATES_LISTED, pathTo, type DuplicateNow, type DuplicatesListed } from '@contactpoint/contracts'
import type { ApiClient } from '@contactpoint/testing'
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { everyTwo, nameTwo, openFirst, twoRecords } from './duplicates.trip.ts'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const NO_RECORDS = 'There are no two records with these ids that you may see'

/** It counts the pairs that there are, so it has a stack to itself. */
describe('the pages of duplicates', () => {
  const trip = setOut({ own: true })
  const visiting = visit(trip)
  let [one, other] = [] as unknown as [Visitor, Visitor]
  let clients: ApiClient[]

  const list = async (client: ApiClient) => (await client.get<DuplicatesListed>(api.duplicates.find.path)).body.items
  const say = (client: ApiClient, duplicateId: string, answer: string) =>
    client.post(pathTo(api.duplicates.answer, { duplicateId }), { answer })
  const named = (childId: string, otherId: string) =>
    clients[0]!.post<DuplicateNow>(api.duplicates.name.path, { childId, otherId })
  const shown = async (childId: string) => (await trip.practitioner.disclose(childId)).status
  /** Two records, as a pair that the first steward has named. */
  const aPair = async () => {
    const two = await twoRecords(trip.census)
    const { duplicateId } = (await named(two.lateId, two.earlyId)).body
    return { ...two, duplicateId, path: `/duplicates/${duplicateId}` }
  }
  const byKey = async (key: string, says: string, who = other) => {
    for (const stroke of [key, 'Enter']) await who.page.keyboard.press(stroke)
    await shows(who.page, says)
  }
  const answerSo = async (says: string, who = other) => {
    await who.press('Answer so')
    await shows(who.page, says)
  }

  beforeAll(async () => {
    clients = [await trip.stack.signIn('data-steward'), await trip.stack.signIn('data-steward-2')]
    ;[one, other] = [await visiting.visitor(), await visiting.visitor()]
    await one.signIn('data-steward')
    await other.signIn('data-steward-2')
  })
  beforeEach(async () => {
    for (const client of clients)
      for (const { duplicateId } of await list(client)) await say(client, duplicateId, 'different')
  })

  it('are where the navigation leads, and say so when nothing waits', async () => {
    await one.follow('Duplicates')
    expect(await one.heading()).toBe('Duplicates')
    await shows(one.page, 'No pair waits.')
    await one.isForEverybody()
  })

  it('say what is wrong with two ids before anybody is asked, and keep what was typed', async () => {
    const { earlyId, lateId } = await twoRecords(trip.census)
    await one.page.goto('/duplicates')
    await one.press('Say that they are one child')
    await shows(one.page, 'Enter the id of one record')
    await nameTwo(one, earlyId, lateId.slice(0, -1) + (lateId.endsWith('2') ? '3' : '2'))
    await shows(one.page, 'The id of the other record is mistyped')
    await one.isForEverybody()
    expect(await one.page.getByLabel('Id of one record', { exact: true }).inputValue()).toBe(earlyId)
    await nameTwo(one, earlyId, earlyId)
    await shows(one.page, 'this is the same one twice')
    expect(await list(clients[1]!)).toEqual([])
  })

  it('say the same of a record that is shielded and of an id that is nobody’s', async () => {
    const { earlyId, lateId } = await twoRecords(trip.census)
    expect((await trip.practitioner.shield(lateId)).status).toBe(201)
    await one.page.goto('/duplicates')
    for (const otherId of [lateId, '222222222222']) {
      const [answer] = await Promise.all([one.page.waitForResponse(/duplicates/), nameTwo(one, earlyId, otherId)])
      expect(answer.status()).toBe(404)
      await shows(one.page, NO_RECORDS)
    }
    expect(one.page.url()).not.toContain(lateId)
    await one.isForEverybody()
  })

  it('wait for somebody else once one has named them, who sees both side by side', async () => {
    const { early, late, earlyId, lateId } = await twoRecords(trip.census)
    await one.page.goto('/duplicates')
    await nameTwo(one, ` ${lateId.toLowerCase()}`, earlyId)
    await shows(one.page, 'Nothing changes until somebody else says so too')
    expect(await one.heading()).toBe('It waits for somebody else')
    await one.isForEverybody()
    await one.follow('Duplicates')
    await shows(one.page, 'No pair waits.')
    await shows(one.page, 'The same child: it waits for somebody else')
    await other.page.goto('/duplicates')
    await shows(other.page, '1 pair waits')
    await shows(other.page, 'Somebody has named them')
    for (const { surname } of [early, late]) expect(await other.page.content()).not.toContain(surname)
    await other.isForEverybody()
    await openFirst(other)
    const line = (label: string) => other.page.getByRole('row', { name: label }).innerText()
    expect(await line('Name')).toContain(`${early.forename} ${early.surname}\t${late.forename} ${late.surname}`)
    expect(await line('Postcode')).toMatch(/Differs\s+LS1 4AP\s+HX3 6TT/)
    expect(await line('Numbers of agencies')).toMatch(/Not shown\s+Not shown/)
    const headers = await other.page.getByRole('columnheader').allInnerTexts()
    expect(headers.slice(1)).toEqual([`The record that goes on ${earlyId}`, `The other record ${lateId}`])
    await other.isForEverybody()
  })

  it('are one by keys, checked before anything is done, and two again from the page that says so, once', async () => {
    const { early, late, earlyId, lateId, path } = await aPair()
    await openFirst(other)
    expect(new URL(other.page.url()).pathname + new URL(other.page.url()).search).toBe(path)
    await byKey('s', 'Nothing changes until somebody else has said the same')
    expect(await other.heading()).toBe('Say that it is the same child')
    await shows(other.page, `(${earlyId}) goes on`)
    await shows(other.page, `The id ${lateId} is nobody’s`)
    for (const { surname } of [early, late]) await shows(other.page, surname)
    await other.isForEverybody()
    expect(await shown(lateId)).toBe(200)
    await new Keyboard(other.page).press('Answer so')
    expect(await other.heading()).toBe('They are one record')
    await shows(other.page, 'No pair waits for you')
    await other.isForEverybody()
    expect([await shown(earlyId), await shown(lateId)]).toEqual([200, 404])
    const twice = await other.context.newPage()
    await twice.goto(other.page.url())
    await other.page.goto('/duplicates')
    await other.page.getByRole('link', { name: 'The same child: they are one record' }).first().click()
    await other.press('Undo this')
    await shows(other.page, 'There are two records, and the pair is open again')
    await other.isForEverybody()
    expect([await shown(earlyId), await shown(lateId)]).toEqual([200, 200])
    await twice.getByRole('button', { name: 'Undo this' }).click()
    await shows(twice, 'There is nothing to undo')
    await twice.getByRole('link', { name: 'Go back to the duplicates' }).click()
    await shows(twice, '1 pair waits')
    await twice.close()
  })

  it('are not one because one person says so twice', async () => {
    const { earlyId, lateId } = await twoRecords(trip.census)
    await one.page.goto('/duplicates')
    await nameTwo(one, earlyId, lateId)
    await one.press('Look at both')
    await shows(one.page, 'Are these of one child?')
    await byKey('s', 'Whether somebody has, nobody is told', one)
    await answerSo('You have said so already', one)
    await one.isForEverybody()
    expect(await shown(lateId)).toBe(200)
  })

  it('are two children once one says so, which whoever names them again may take back', async () => {
    const { earlyId, lateId } = await aPair()
    await openFirst(other)
    await byKey('d', 'there stay two records, and each shows a part')
    expect(await other.heading()).toBe('Say that they are two children')
    await other.isForEverybody()
    await answerSo('nobody is asked of this pair again')
    expect(await other.heading()).toBe('They are two children')
    await other.isForEverybody()
    await one.page.goto('/duplicates')
    await nameTwo(one, earlyId, lateId)
    await shows(one.page, 'Somebody has said that they are two children')
    await one.isForEverybody()
    await one.press('Take that back')
    await shows(one.page, 'the pair is open again')
    expect(await list(clients[1]!)).toHaveLength(1)
  })

  it('go behind the others at once where somebody cannot say', async () => {
    const [first] = [await aPair(), await aPair()]
    await openFirst(other)
    await shows(other.page, first.early.surname)
    await byKey('u', 'Nothing was decided')
    await other.isForEverybody()
    expect((await list(clients[1]!)).at(-1)!.duplicateId).toBe(first.duplicateId)
  })

  it('show nothing to a browser in which they were not opened, and take no answer that there is not', async () => {
    const { early, late, path, duplicateId } = await aPair()
    await other.page.goto(path)
    await shows(other.page, 'Nothing is shown of two records until you open the pair')
    for (const { surname } of [early, late]) expect(await other.page.content()).not.toContain(surname)
    await other.isForEverybody()
    await other.press('Open it')
    await shows(other.page, early.surname)
    await other.page.evaluate("document.querySelector('[value=different]').value = 'perhaps'")
    await other.press('Two children')
    await shows(other.page, 'Select an answer')
    await other.isForEverybody()
    expect(await list(clients[1]!)).toMatchObject([{ duplicateId }])
    for (const none of ['/duplicates/mainwood', '/duplicates/names', `/duplicates/answers/${duplicateId}`])
      expect((await other.page.goto(none))!.status()).toBe(404)
  })

  it('say so when they are decided meanwhile, with a way back', async () => {
    const { duplicateId } = await aPair()
    await openFirst(other)
    await byKey('s', 'Nothing changes until')
    expect((await say(clients[0]!, duplicateId, 'different')).status).toBe(200)
    await answerSo('This pair is not open any more')
    await other.isForEverybody()
    await other.follow('Go back to the duplicates')
    await shows(other.page, 'No pair waits.')
  })

  it('are answered without a script too', async () => {
    const { lateId } = await aPair()
    const storageState = await other.context.storageState()
    const without = await visiting.visitor({ javaScriptEnabled: false, storageState })
    await openFirst(without)
    await without.press('Same child')
    await answerSo('They are one record', without)
    expect(await shown(lateId)).toBe(404)
    await without.press('Undo this')
    await shows(without.page, 'It is taken back')
    await without.context.close()
  })

  it('are fifty at most, those that wait longest, found by the model or named, and each leads on to the next', async () => {
    const pairs = await everyTwo(trip.census, 11)
    for (const [id, otherId] of pairs.slice(0, MOST_DUPLICATES_LISTED + 1)) await named(id, otherId)
    const [oldest] = await list(clients[1]!)
    const kept = trip.databases.db('shielding').collection<{ _id: string }>('duplicate_pairs')
    await kept.updateOne({ _id: oldest!.duplicateId }, { $set: { foundBy: 'model' } })
    await other.page.goto('/duplicates')
    await shows(other.page, 'The 50 pairs that wait longest')
    await shows(other.page, 'Fifty are shown')
    expect(await other.page.getByRole('row').nth(1).innerText()).toContain('The model has found them alike')
    await other.isForEverybody()
    await openFirst(other)
    await byKey('d', 'there stay two records')
    await answerSo('The next pair')
    await other.isForEverybody()
    await other.press('Open the next pair')
    await shows(other.page, 'Are these of one child?')
  })

  it('keep no more than fits into a cookie, ask nobody else for anything, and never break their security policy', async () => {
    for (const who of [one, other]) {
      await who.page.goto('/duplicates')
      expect(await who.page.locator('a[href^="/duplicates/answers/"]').count()).toBeLessThanOrEqual(3)
      const session = (await who.context.cookies()).find((cookie) => cookie.name === '__Host-session')!
      expect(session.value.length).toBeLessThan(4_000)
      expect([...who.complaints, ...who.elsewhere]).toEqual([])
    }
  })
})
