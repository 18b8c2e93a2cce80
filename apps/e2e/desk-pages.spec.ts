import { api, pathTo } from '@contactpoint/contracts'
import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { decideByKey, Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { faultsOf, shows } from './reading.page.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'

describe('the pages of a desk (issue 13)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const pupil = aPupil({ urn: LEEDS_SCHOOL, surname: aPupil().surname.repeat(8).slice(0, 80) })
  const namesake = {
    ...aPupil({ urn: LEEDS_SCHOOL }),
    ...{ surname: pupil.surname, forename: pupil.forename, dob: pupil.dob },
  }
  namesake.address = { lines: ['1 Other Street'], postcode: 'LS11 9AA' }
  const [listed, another] = [aPupil({ urn: LEEDS_SCHOOL }), aPupil({ urn: LEEDS_SCHOOL })]
  let [childId, otherId, listedId, anotherId] = ['', '', '', '']
  const visitors: Visitor[] = []

  const visitor = async (username: string): Promise<Visitor> => {
    const one = await visiting.visitor()
    await one.signIn(username)
    visitors.push(one)
    return one
  }
  const open = async (one: Visitor, path: string): Promise<void> => {
    await one.page.goto(path)
    expect(await faultsOf(one.page)).toEqual([])
  }
  let [first, second, team] = [] as unknown as [Visitor, Visitor, Visitor]

  beforeAll(async () => {
    await trip.census.deliver(pupil, namesake, listed, another)
    childId = await trip.census.childIdOf(pupil)
    otherId = await trip.census.childIdOf(namesake)
    listedId = await trip.census.childIdOf(listed)
    anotherId = await trip.census.childIdOf(another)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    first = await visitor('shield-officer-1')
    second = await visitor('shield-officer-2')
    team = await visitor('cpmt')
  })

  it('have a shield placed by one officer, who uses keys alone, and confirmed by another, each a button on its own page', async () => {
    await open(first, '/shields?state=interim')
    await open(first, `/shields/${childId}`)
    await shows(first.page, `${pupil.forename} ${pupil.surname}`)
    await new Keyboard(first.page).press('Place this shield')
    await shows(first.page, 'Placed by one officer')
    expect(await first.page.getByRole('button', { name: 'Confirm this shield' }).count()).toBe(0)
    await open(second, `/shields/${childId}`)
    await second.press('Confirm this shield')
    await shows(second.page, 'Confirmed by two officers')
  })

  it('say that somebody was first, with the shield as it is now', async () => {
    const officer = await trip.stack.signIn('shield-officer-1')
    await second.page.goto(`/shields/${childId}/propose-lift`)
    expect(await faultsOf(second.page)).toEqual([])
    await officer.post(pathTo(api.shields.proposeLift, { childId }), { code: 'risk-ended' })
    await second.page.getByLabel('The risk has ended').check()
    await second.press('Propose that it is lifted')
    await shows(second.page, 'There is a problem')
    await shows(second.page, 'An officer proposed to lift it')
    expect(await faultsOf(second.page)).toEqual([])
    await team.page.goto(`/shields/${childId}`)
    await team.press('Keep the shield')
    await shows(team.page, 'Confirmed by two officers')
  })

  it('have the management team review it', async () => {
    await open(team, '/reviews')
    await open(team, `/shields/${childId}`)
    await team.press('Keep the shield')
    await shows(team.page, 'Reviewed: it stays')
  })

  it('show a record near it beside it, and take the decision by keys alone', async () => {
    await open(first, `/shields/${childId}/near`)
    const row = first.page.getByRole('row', { name: /^Family name/ })
    expect((await row.innerText()).split(pupil.surname)).toHaveLength(3)
    await decideByKey(first.page, 'n', async () => {
      expect((await trip.practitioner.disclose(otherId)).status).toBe(404)
    })
    await first.page.waitForURL(`**/shields/${childId}/near`)
    await shows(first.page, 'Every record near this child is decided')
    expect(await faultsOf(first.page)).toEqual([])
    expect((await trip.practitioner.disclose(otherId)).status).toBe(200)
  })

  it('show a row of a feed that waits, with what it speaks of, and take it in by keys alone', async () => {
    const moved = { ...pupil, address: { lines: ['8 New Lane'], postcode: 'LS11 9AD' } }
    expect((await trip.census.deliver(moved)).fates.parked).toBe(1)
    await open(first, `/shields/${childId}/near`)
    await first.page.getByRole('link', { name: /^School census, row/ }).click()
    await shows(first.page, 'It speaks of')
    expect(await first.page.locator('main').innerText()).toMatch(/The address(?!: everybody)/)
    expect(await first.page.content()).not.toMatch(/New Lane|LS11 9AD/)
    expect(await faultsOf(first.page)).toEqual([])
    await decideByKey(first.page, 't')
    await first.page.waitForURL(`**/shields/${childId}/near`)
    expect(await first.page.getByRole('link', { name: /^School census, row/ }).count()).toBe(0)
  })

  it('are told of an override as it happens, and take the answer', async () => {
    await open(team, '/overrides')
    const count = team.page.locator('[data-count]')
    const session = async () => (await team.context.cookies()).find(({ name }) => name === '__Host-session')!.value
    const kept = await session()
    const before = await count.innerText()
    const elsewhere = await trip.stack.signIn('practitioner-other')
    const attempt = pathTo(api.overrides.attempt, { childId })
    expect((await elsewhere.post(attempt, { reason: 'safeguarding-concern' })).status).toBe(403)
    await count.filter({ hasNotText: before }).waitFor({ timeout: 20_000 })
    // Whoever only listens is idle.
    expect(await session()).toBe(kept)
    await team.follow('Load the page again')
    await team.page.getByRole('link', { name: `Check: child ${childId}` }).click()
    expect(await faultsOf(team.page)).toEqual([])
    await team.press('Record the answer')
    await shows(team.page, 'Select whether there were grounds')
    await team.page.getByLabel('There were grounds').check()
    await team.page.getByLabel('Their manager confirms it').check()
    await team.press('Record the answer')
    await team.page.waitForURL('**/overrides')
    expect(await team.page.getByRole('link', { name: `Check: child ${childId}` }).count()).toBe(0)
    await open(team, '/overrides?state=legitimate')
  })

  it('say which row of a list is wrong, place nothing then, and all of it when it is put right', async () => {
    await open(first, '/shields/bulk')
    const list = (...ids: string[]) => ['child_id,ground', ...ids.map((id) => `${id},adoption`)].join('\n')
    const upload = (text: string) =>
      first.page
        .getByLabel('Upload a file')
        .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await upload(list(...Array<string>(5_000).fill(listedId)))
    await first.press('Place these shields')
    await shows(first.page, 'The list is too long')
    await upload(list(listedId, 'KLJ6G4D4VGLR', anotherId))
    await first.press('Place these shields')
    expect(await first.page.getByRole('row', { name: /KLJ6G4D4VGLR/ }).innerText()).toMatch(/^3\s/)

    expect(await faultsOf(first.page)).toEqual([])
    expect((await trip.practitioner.disclose(listedId)).body.shielded).toBe(false)
    await first.page.getByLabel('Or paste the list').fill(list(listedId, anotherId))
    await first.press('Place these shields')
    await shows(first.page, '2 shields are placed')
    expect((await trip.practitioner.disclose(listedId)).body.shielded).toBe(true)
  })

  it('answer of other desks’ children, of children without a shield and of nobody one and the same page', async () => {
    const elsewhere = await visitor('shield-officer-other')
    const answers = []
    for (const [one, id] of [
      [elsewhere, childId],
      [first, otherId],
      [first, 'KLJ6G4D4VGLR'],
    ] as const) {
      const answered = await one.page.goto(`/shields/${id}`)
      answers.push([answered!.status(), (await one.text()).replace(/Reference: \w+/, '')])
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]![0]).toBe(404)
  })

  it('open and close to everybody who reads them, whatever there is on them', async () => {
    await trip.practitioner.post(pathTo(api.brokerRequests.ask, { childId }), {
      ...{ reason: 'coordinate-support', caseReference: 'EH/2026/14' },
    })
    await trip.practitioner.post(api.budgets.appeal.path, { code: 'emergency' })
    const paths = [
      '/work',
      '/contacts',
      '/appeals',
      '/policies',
      '/policies/1',
      '/policies/propose',
      '/override-grants',
    ]
    for (const path of paths) await open(team, path)
    await open(team, '/contacts')
    await team.page.locator(`a[href^="/contacts/"]`, { hasText: childId }).first().click()
    expect(await faultsOf(team.page)).toEqual([])
    await team.press('Record the answer')
    await shows(team.page, 'Select what came of it')
    await team.page.getByLabel('There is nobody to be put in touch with').check()
    await team.press('Record the answer')
    await team.page.waitForURL('**/contacts')
    for (const action of ['seal', 'offer-handover']) await open(first, `/shields/${childId}/${action}`)
  })

  it('lift a shield only on a page that says what follows, by a third person, and say that it has ended', async () => {
    await first.page.goto(`/shields/${childId}/propose-lift`)
    await first.page.getByLabel('The risk has ended').check()
    await first.press('Propose that it is lifted')
    await shows(first.page, 'An officer proposed to lift it')
    await second.page.goto(`/shields/${childId}`)
    await second.follow('Agree that it is lifted')
    await second.press('Agree that it is lifted')
    await shows(second.page, 'Two officers want it lifted')
    await team.page.goto(`/shields/${childId}`)
    await team.follow('Lift this shield')
    await shows(team.page, 'What has been seen cannot be hidden again')
    expect(await faultsOf(team.page)).toEqual([])
    await team.press('Lift this shield for everybody')
    await team.page.getByText('The shield is no longer in force').waitFor()
    expect((await trip.practitioner.disclose(childId)).body.shielded).toBe(false)
  })

  it('seal a record, and leave it to somebody else to open it again', async () => {
    await second.page.goto(`/shields/${anotherId}`)
    await second.follow('Seal this record')
    await second.press('Seal this record')
    await shows(second.page, 'Nothing: the record is sealed')
    expect(await second.page.getByRole('link', { name: 'Open this record again' }).count()).toBe(0)
    expect((await trip.practitioner.disclose(anotherId)).status).toBe(404)
    await first.page.goto(`/shields/${anotherId}`)
    await first.follow('Open this record again')
    await first.press('Open it to the standard shield')
    await shows(first.page, 'Opened: four things are shown again')
  })

  it('hand a child over to another desk, which sees nothing of it before it has accepted', async () => {
    await first.page.goto(`/shields/${listedId}/offer-handover`)
    await first.page.getByLabel('Code of the authority').fill('38')
    await first.press('Offer the child')
    await shows(first.page, 'Enter the code of an authority')
    await first.page.getByLabel('Code of the authority').fill('380')
    await first.press('Offer the child')
    await shows(first.page, 'The child is offered to authority 380')
    const elsewhere = visitors.at(-1)!
    await open(elsewhere, `/shields/${listedId}`)
    expect(await elsewhere.text()).not.toContain('Adoption')
    await elsewhere.follow('Take this child over')
    await elsewhere.press('Take the child over')
    await shows(elsewhere.page, 'Another authority became responsible')
    expect((await first.page.goto(`/shields/${listedId}`))!.status()).toBe(404)
  })

  it('never ask anybody else for anything, and never break their own security policy', () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
    expect(visitors.flatMap(({ elsewhere }) => elsewhere)).toEqual([])
  })
})
