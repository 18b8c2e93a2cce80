import { aPupil } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Hand, type Visitor } from './pages.page.ts'
import { spillsOf, withoutEdge } from './reading.page.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'
const REASON = 'To coordinate support with others who work with the child'

describe('a practitioner with a browser', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const name = '<img src=x onerror=alert(1)>'
  const pupil = aPupil({
    urn: LEEDS_SCHOOL,
    address: { lines: [name, '7 مرحبا Łąka 街'], postcode: 'LS12 3AB' },
  })
  /** Names that a page must bear: from the right to the left, without spaces, with accents, and of eighty letters. */
  const others = [
    ...[
      { forename: 'محمد', surname: 'الحسيني' },
      { forename: '宥安', surname: '歐陽' },
    ],
    ...[
      { forename: 'Llŷr', surname: 'Gwenllîan-Ẁyn' },
      { forename: 'Ann', surname: aPupil().surname.repeat(8).slice(0, 80) },
    ],
  ].map((one) => aPupil({ urn: LEEDS_SCHOOL, ...one }))
  let [me, keys] = [] as unknown as [Visitor, Keyboard]
  let childId = ''

  async function search(by: Hand = me, { surname, dob } = pupil): Promise<void> {
    await me.page.goto('/search')
    await by.choose(REASON)
    await by.fill('Family name', surname)
    const [year, month, day] = dob.split('-') as [string, string, string]
    for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year })) await by.fill(label, value)
    await by.press('Search')
  }

  beforeAll(async () => {
    await trip.census.deliver(pupil, ...others)
    childId = await trip.census.childIdOf(pupil)
    me = await visiting.visitor()
    keys = new Keyboard(me.page)
  })

  it('signs in on two pages, by keys alone too, which say the same whatever was wrong', async () => {
    await me.page.goto('/')
    await me.isForEverybody()
    const said: string[] = []
    for (const username of ['practitioner', 'nobody']) {
      await me.page.getByLabel('User name').fill(username)
      await me.page.getByLabel('Password').fill('not this')
      await me.press('Continue')
      await me.page.getByLabel('PIN').fill('000000')
      await me.page.getByLabel('Code', { exact: true }).fill('000000')
      await me.press('Sign in')
      said.push((await me.text()).replaceAll(/\s+/g, ' '))
    }
    expect(said[0]).toContain('There is a problem')
    expect(said[1]).toBe(said[0])
    await me.isForEverybody()
    await me.signIn('practitioner', keys)
    expect(await me.heading()).toBe('Find a child')
    await me.isForEverybody()
  })

  it('is told what is wrong with a question, and loses nothing of it', async () => {
    await me.fill('Family name', 'm')
    await me.press('Search')
    expect(await me.text()).toContain('There is a problem')
    expect(await me.page.title()).toMatch(/^Error: /)
    expect(await me.page.getByLabel('Family name', { exact: true }).inputValue()).toBe('m')
    expect(await me.text()).toContain('Select why you need this record')
    await me.isForEverybody()
  })

  it('finds a child by keys alone, and no address or title says whom', async () => {
    await search(keys)
    expect(await me.heading()).toBe('One child found')
    expect(`${me.page.url()} ${await me.page.title()}`).not.toMatch(
      new RegExp(`${pupil.surname}|LS12|${pupil.dob}`, 'i'),
    )
    await me.isForEverybody()
    await keys.press(`${pupil.forename} ${pupil.surname}`)
    expect(me.page.url()).toBe(`${visiting.url()}/children/${childId}`)
  })

  it('sees whom to call; what a feed wrote is text, whatever it looks like', async () => {
    const text = await me.text()
    expect(text).toContain('People to call')
    expect(text).toContain(name)
    expect(text).toContain('مرحبا Łąka 街')
    expect(await me.page.locator('img[src="x"]').count()).toBe(0)
    await me.isForEverybody()
  })

  it('reads what is recorded of oneself: each request once, and nothing of what came of it', async () => {
    await me.follow('What is recorded of you')
    const [latest] = await me.page.locator('tbody tr').allInnerTexts()
    expect(latest).toMatch(new RegExp(`Disclosure.*${childId}`, 's'))
    expect(await me.text()).not.toContain(pupil.surname)
    await me.isForEverybody()
    await me.page.goto(`/children/${childId}`)
  })

  it('sees by one key which source each thing came from and as of when, and not before', async () => {
    const address = me.page.getByRole('row', { name: /^Address School census \d{1,2} \w+ \d{4}$/ })
    expect(await address.isVisible()).toBe(false)
    await me.page.locator('summary', { hasText: 'Where this comes from' }).press('Enter')
    expect(await address.isVisible()).toBe(true)
    await me.isForEverybody()
  })

  it('reads names in any script, of any length, on a small screen and enlarged', async () => {
    for (const other of others) {
      const name = `${other.forename} ${other.surname}`
      await search(me, other)
      expect([await me.page.locator('.app-result h2').innerText(), await spillsOf(me.page)]).toEqual([name, []])
      await me.page.getByRole('link', { name }).click()
      expect([await me.heading(), await spillsOf(me.page)]).toEqual([name, []])
    }
    await me.page.goto(`/children/${childId}`)
  })

  it('sees each control and each stop of the keyboard in colours of their own', async () => {
    await me.page.emulateMedia({ forcedColors: 'active' })
    for (const path of ['/search', `/children/${childId}/involvement`, `/children/${childId}`]) {
      await me.page.goto(path)
      expect(await withoutEdge(me.page)).toEqual([])
      expect((await keys.stops()).length).toBeGreaterThan(5)
    }
    await me.page.emulateMedia({ forcedColors: 'none' })
  })

  it('says that they work with the child, and is on the page with a phone to call', async () => {
    await me.follow('I work with this child')
    await me.press('Save')
    expect(await me.text()).toContain('Enter the name of the person')
    await me.isForEverybody()
    await me.page.getByLabel('Service', { exact: true }).selectOption('early-help')
    await me.page.getByLabel('Code of your organisation').fill('383')
    await me.fill('Name of the person to call', name)
    await me.press('Save')
    expect(await me.page.getByLabel('Name of the person to call').inputValue()).toBe(name)
    expect(await me.page.locator('img[src="x"]').count()).toBe(0)
    await me.fill('Name of the person to call', 'Aisha Patel')
    await me.page.getByLabel('Work phone').fill('0113 496 0123')
    for (const [label, value] of Object.entries({ Day: '2', Month: '3', Year: '2026' }))
      await me.page.getByLabel(label, { exact: true }).fill(value)
    await me.page.getByLabel('This is the lead professional').check()
    await me.press('Save')
    expect(await me.text()).toMatch(/Early help\s+LEAD PROFESSIONAL|Early help\s+Lead professional/)
    expect(await me.page.getByRole('link', { name: '01134 960 123' }).getAttribute('href')).toBe('tel:01134960123')
  })

  it('asks for a shield by three pages and keys alone, and sees four things of the child from then on', async () => {
    await keys.press('Ask for a shield')
    await keys.press('Continue')
    expect(await me.text()).toContain('Select why the child needs a shield')
    await me.isForEverybody()
    await keys.choose('The child or a carer is fleeing abuse')
    await keys.choose('I do')
    await keys.press('Continue')
    await me.isForEverybody()
    await keys.press('Shield this child now')
    expect(await me.heading()).toBe('The shield is in force')
    await me.isForEverybody()
    await me.page.goto(`/children/${childId}`)
    const text = await me.text()
    expect(text).toContain('This record is shielded')
    expect(text).not.toMatch(/LS12|Łąka|Aisha|Patel|comes from/)
    await me.isForEverybody()
  })

  it('is shown nothing of before by looking at an old result again: no answer is kept', async () => {
    await search()
    await me.page.waitForLoadState()
    await me.page.reload()
    expect(await me.text()).not.toContain('LS12')
    expect(await me.text()).toMatch(/shielded/i)
  })

  it('asks to be put in touch, and finds that under their work', async () => {
    await me.page.goto(`/children/${childId}/contact`)
    await me.press('Ask the team')
    expect(await me.text()).toContain('Enter your case reference')
    await me.isForEverybody()
    await me.page.getByLabel('Your case reference').fill('EH/2026/14')
    await me.press('Ask the team')
    expect(await me.heading()).toBe('You have asked the team')
    await me.page.goto('/work')
    expect(await me.text()).toContain('waits for the team')
    await me.isForEverybody()
  })

  it('is told of no such record, of a page of others’ work, and of no such page, each in its words', async () => {
    for (const [path, heading] of Object.entries({
      '/children/KLJ6G4D4VGLR': 'There is no such record',
      '/nothing': 'There is no such page',
      '/search/not-mine': 'There is no such page',
    })) {
      await me.page.goto(path)
      expect([path, await me.heading()]).toEqual([path, heading])
      await me.isForEverybody()
    }
  })

  it('sees where they are signed in, and ends what they do not know', async () => {
    await me.page.getByRole('link', { name: 'Where you are signed in' }).click()
    expect(await me.heading()).toBe('Where you are signed in')
    expect(await me.text()).toContain('This session')
    await me.isForEverybody()
  })

  it('prints nothing but that printing is not allowed', async () => {
    await me.page.goto(`/children/${childId}`)
    await me.page.emulateMedia({ media: 'print' })
    expect(await me.page.locator('main').isVisible()).toBe(false)
    expect(await me.page.locator('.app-no-print').isVisible()).toBe(true)
    await me.page.emulateMedia({ media: 'screen' })
  })

  it('is complained about by no policy, and sent nowhere else', () => {
    expect(me.complaints).toEqual([])
    expect(me.elsewhere).toEqual([])
  })

  it('has nothing left when signed out, not with the back button either', async () => {
    await me.page.goto(`/children/${childId}`)
    await me.press('Sign out')
    expect(await me.text()).toContain('Sign in to ContactPoint')
    await me.page.goBack()
    await me.page.waitForLoadState()
    expect(await me.page.content()).not.toContain(pupil.forename)
  })
})
