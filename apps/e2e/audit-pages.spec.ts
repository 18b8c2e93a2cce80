import { api, pathTo } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { minimumFor } from './criteria.trip.ts'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { withoutEdge } from './reading.page.ts'

describe('an auditor with a browser', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupil = aPupil()
  let me: Visitor
  let childId = ''

  const counted = async () => Number(/(\d+) entries/.exec(await me.text())![1])

  beforeAll(async () => {
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    await trip.practitioner.search(minimumFor(pupil))
    await trip.practitioner.disclose(childId)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    await trip.practitioner.post(api.sessions.open.path, {
      username: 'nobody',
      password: 'x',
      pin: '1',
      code: '000000',
    })
    me = await visiting.visitor()
  })

  it('begins at the dashboard: how the log stands, and who looked at what as a picture and as a table', async () => {
    await me.signIn('auditor')
    expect(await me.heading()).toBe('Who looks at what')
    expect(await me.text()).toMatch(/Nobody has checked yet|were as they had been signed/)
    expect(await me.page.getByRole('img', { name: 'Accesses' }).count()).toBe(1)
    await me.page.getByText('Accesses as a table').click()
    const table = me.page.getByRole('table', { name: 'Accesses' })
    expect(await table.innerText()).toMatch(/Searches\s+Disclosures\s+Reads\s+Steps/)
    await me.isForEverybody()
  })

  it('reads the tables of the pictures, and sees each stop of the keyboard, in colours of their own', async () => {
    await me.page.emulateMedia({ forcedColors: 'active' })
    await me.isForEverybody()
    expect(await withoutEdge(me.page)).toEqual([])
    expect(await new Keyboard(me.page).stops()).toContain('Searches that found nothing as a table')
    await me.page.emulateMedia({ forcedColors: 'none' })
  })

  it('chooses by what, and is told at the field what is no day', async () => {
    await me.page.getByLabel('Accesses by').selectOption('role')
    await me.press('Show')
    expect(await me.text()).toContain('Accesses by role')
    await me.page.goto('/audit?from=yesterday')
    expect(await me.text()).toContain('There is a problem')
    await me.isForEverybody()
  })

  it('sees one organisation of all', async () => {
    await me.page.goto('/audit')
    await me.page.getByLabel('Only of this organisation').fill('Leeds City Council (demo)')
    await me.press('Show')
    expect(await me.text()).toContain('Of Leeds City Council (demo).')
    await me.isForEverybody()
  })

  it('sees how many shields are in force, by what they choose', async () => {
    await me.page.goto('/audit')
    await me.follow('Shields')
    expect(await me.heading()).toBe('Shields in force')
    expect(await me.text()).toContain('Shields by state')
    await me.isForEverybody()
    await me.page.getByLabel('Shields by').selectOption('age')
    await me.press('Show')
    expect(await me.text()).toContain('Shields by age')
    await me.page.getByText('Shields as a table').click()
    expect(await me.page.getByRole('table', { name: 'Shields' }).innerText()).toMatch(/Less than a week\s+\d+/)
    await me.isForEverybody()
  })

  it('sees on how many days somebody failed to sign in', async () => {
    await me.page.goto('/audit')
    await me.follow('Failures to sign in')
    expect(await me.heading()).toBe('Failures to sign in')
    await me.page.getByText('Failures as a table').click()
    const table = me.page.getByRole('table', { name: 'Failures' })
    expect(await table.innerText()).toMatch(/Failures\s+Turned away\s+Shut/)
    await me.isForEverybody()
    await me.page.goto('/audit/sign-ins?from=yesterday')
    expect(await me.text()).toContain('There is a problem')
  })

  it('sees what became of rows, and how each feed stands', async () => {
    await me.page.goto('/audit')
    await me.follow('Feeds')
    expect(await me.heading()).toBe('Feeds')
    const feeds = me.page.getByRole('table', { name: 'How each feed stands' })
    expect(await feeds.innerText()).toMatch(/School census\s.*(Taken in|Being|Coming|Whole)/s)
    await me.page.getByLabel('Rows by').selectOption('source')
    await me.press('Show')
    await me.page.getByText('Rows as a table').click()
    expect(await me.page.getByRole('table', { name: 'Rows', exact: true }).innerText()).toMatch(/School census\s+\d+/)
    await me.isForEverybody()
  })

  it('sees of how many children it is known who works with them', async () => {
    await me.page.goto('/audit')
    await me.follow('Coverage')
    expect(await me.heading()).toBe('Coverage')
    expect(await me.text()).toMatch(/School\s+(\d+ % of them|Too few to say)/)
    await me.isForEverybody()
    await me.page.getByLabel('Coverage by').selectOption('authority')
    await me.press('Show')
    expect(await me.text()).toContain('Children by authority')
    await me.isForEverybody()
  })

  it('sees how soon overrides were answered', async () => {
    const attempt = pathTo(api.overrides.attempt, { childId })
    await trip.practitioner.post(attempt, { reason: 'safeguarding-concern' })
    await me.page.goto('/audit')
    await me.follow('Answers to overrides')
    expect(await me.heading()).toBe('How soon overrides were answered')
    await me.page.getByLabel('Answers by').selectOption('authority')
    await me.press('Show')
    await me.page.getByText('Answers as a table').click()
    const table = await me.page.getByRole('table', { name: 'Answers' }).innerText()
    expect(table).toMatch(/Within an hour\s+Within four hours\s+Within a day\s+Later\s+Not answered yet/)
    // Others on this stack have answered some of theirs.
    expect(table).toMatch(/\s\d+\s+\d+\s+\d+\s+\d+\s+[1-9]\d*$/m)
    await me.isForEverybody()
  })

  it('sees how many people of each organisation use it', async () => {
    await me.page.goto('/audit')
    await me.follow('Adoption')
    expect(await me.heading()).toBe('Adoption')
    await me.page.getByText('People as a table').click()
    expect(await me.page.getByRole('table', { name: 'People' }).innerText()).toMatch(
      /Leeds City Council \(demo\)\s+\d+/,
    )
    await me.isForEverybody()
  })

  it('leaves an entry with each look', async () => {
    await me.page.goto('/audit')
    const before = await counted()
    await me.page.reload()
    expect(await counted()).toBeGreaterThan(before)
  })

  it('goes from who did most to what they did, and to the proof of one entry; no child’s details are anywhere', async () => {
    await me.follow('Who did most')
    await me.isForEverybody()
    await me.page.goto(`/audit/entries?childId=${childId}`)
    const text = await me.text()
    expect(text).toContain('Disclosure: shown')
    expect(text).not.toMatch(new RegExp(`${pupil.surname}|${pupil.forename}|LS1`))
    await me.isForEverybody()
    await me.page.locator('tbody th a').first().click()
    expect(await me.page.getByLabel('The proof').inputValue()).toContain('c2sp.org/tlog-proof')
    await me.isForEverybody()
  })

  it('watches a child, and is shown who looked at it: takes the case, is told what is missing, answers, opens it again', async () => {
    await me.page.goto('/audit/watches')
    await me.isForEverybody()
    await me.press('Watch')
    expect(await me.text()).toContain('Enter the number of a child')
    await me.page.getByLabel('Number of the child').fill(childId.toLowerCase())
    await me.page.getByLabel('The record is made up').check()
    await me.press('Watch')
    expect(await me.text()).toContain(`${childId} The record is made up`)
    await trip.practitioner.disclose(childId)
    const link = me.page.locator('.app-result a', { hasText: trip.practitioner.personId })
    const isThere = async () => {
      await me.page.goto('/audit/cases?rule=canary-record')
      return (await link.count()) === 1
    }
    const there = await until(isThere, 20_000, 500)
    expect(there ? '' : await me.text()).toBe('')
    await me.isForEverybody()
    await link.click()
    await me.isForEverybody()
    expect(await me.text()).toContain('Take this case')
    expect(await me.page.locator('main a[href^="/audit/entries/england/"]').count()).toBe(1)
    await me.press('Take this case')
    await me.press('Record the answer')
    expect(await me.text()).toContain('Select whether it was misuse')
    await me.isForEverybody()
    await me.page.getByLabel('It was no misuse').check()
    await me.page.getByLabel('Their manager confirms it').check()
    await me.press('Record the answer')
    expect(await me.text()).toContain('It was no misuse: Their manager confirms it')
    await me.press('Open it again')
    expect(await me.text()).toContain('Take this case')
    await me.page.goto('/audit/watches')
    await me.page.getByRole('button', { name: `Watch no longer ${childId}` }).click()
    expect(await me.text()).not.toContain(childId)
  })

  it('has no page of others’ work, and nobody else has these', async () => {
    await me.page.goto('/search')
    expect(await me.heading()).toBe('This page is not part of your work')
    const other = await visiting.visitor()
    await other.signIn('practitioner-override')
    const below = ['', '/people', '/shields', '/coverage', '/answers', '/sign-ins', '/feeds', '/adoption', '/entries']
    for (const name of [...below, '/proofs', '/cases', '/watches']) {
      const path = `/audit${name}`
      await other.page.goto(path)
      expect([path, await other.heading()]).toEqual([path, 'This page is not part of your work'])
    }
    await other.context.close()
    expect([me.complaints, me.elsewhere]).toEqual([[], []])
  })
})
