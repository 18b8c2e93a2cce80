import { api, newChildId, pathTo, SYLLABUS, TRAINING_MODULES } from '@contactpoint/contracts'
import { codeShown, demoAccount, type TestAccount } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomInt, randomUUID } from 'node:crypto'
import { inDays } from '@contactpoint/demo'
import { newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

describe('rolling out, by clicking (issue 14)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const organisation = `Nursery ${randomUUID().slice(0, 8)}`
  let [maker, national] = [] as unknown as [Visitor, Visitor]
  let organisationId = ''

  beforeAll(async () => {
    ;[maker, national] = [await visiting.visitor(), await visiting.visitor()]
    await maker.signIn('accreditor')
    await national.signIn('accreditor-national-2')
  })

  const select = (one: Visitor, name: string, option: string) => one.page.getByLabel(name).selectOption(option)

  it('adds an organisation, accredits it when all was seen, and ends that after a warning', async () => {
    await maker.follow('Organisations')
    await maker.press('Add it')
    await shows(maker.page, 'Select where it works')
    await maker.isForEverybody()
    await maker.fill('Name', organisation)
    await select(maker, 'Where it works', 'education')
    const typed = { 'Code of its authority': '383', 'Its phone': '0113 496 0123', 'Its e-mail': 'office@example.org' }
    for (const [name, text] of Object.entries(typed)) await maker.fill(name, text)
    await maker.press('Add it')
    await maker.follow(organisation)
    organisationId = new URL(maker.page.url()).pathname.split('/').at(-1)!
    await maker.isForEverybody()
    await maker.press('Accredit it')
    await shows(maker.page, 'Select each paper when you have seen it')
    await maker.isForEverybody()
    for (const box of await maker.page.getByRole('checkbox').all()) await box.check()
    await maker.fillDay(inDays(700))
    await maker.press('Accredit it')
    await maker.follow('End what it is accredited for')
    await maker.isForEverybody()
    await maker.press('End it now')
    await shows(maker.page, 'No: nobody of it signs in')
    for (const box of await maker.page.getByRole('checkbox').all()) await box.check()
    await maker.fillDay(inDays(700))
    await maker.press('Accredit it')
    await maker.page.getByText('Done.').waitFor()
  })

  it('says again how an organisation is reached; the national desk sees it by its authority', async () => {
    await maker.fill('Its phone', '12')
    await maker.press('It is reached like this')
    await shows(maker.page, 'Enter a whole work phone number')
    await maker.isForEverybody()
    await maker.fill('Its phone', '0113 496 0999')
    await maker.press('It is reached like this')
    await maker.page.getByText('Done.').waitFor()
    expect(await maker.page.getByLabel('Its phone').inputValue()).toBe('0113 496 0999')
    await maker.page.goto('/organisations?authority=380')
    await shows(maker.page, 'the national desk sees any')
    await maker.isForEverybody()
    await national.follow('Organisations')
    await national.fill('Which authority do you want to see?', '383')
    await national.press('See it')
    await national.follow(organisation)
    expect(await national.heading()).toBe(organisation)
    await national.isForEverybody()
  })

  it('shuts an organisation off after a warning: its people are told so, until two open it again', async () => {
    const { account } = await newcomer(trip, 'practitioner', { organisation, organisationId })
    await maker.follow('Shut-off')
    await maker.press('Go on')
    await shows(maker.page, 'Select how much is to be shut off')
    await maker.isForEverybody()
    await maker.choose('One organisation')
    await maker.fill('Which?', organisationId)
    await maker.press('Go on')
    await shows(maker.page, 'It takes two accreditors to open it again')
    await maker.isForEverybody()
    await maker.press('Shut it off now')
    await shows(maker.page, 'It is in force everywhere')
    await maker.isForEverybody()
    await maker.follow('What is shut off')
    await maker.page.getByRole('button', { name: organisation }).click()
    await shows(maker.page, 'One of two has said that it may open again')
    await maker.isForEverybody()

    const told = await visiting.visitor()
    await told.signInWith(account, codeShown(account))
    await told.page.goto('/work')
    expect(await told.heading()).toBe('ContactPoint is shut off for now')
    await told.isForEverybody()
    await told.follow('Ask for a shield')
    await told.press('Go on')
    await shows(told.page, 'Enter the number of the child')
    await told.isForEverybody()
    await told.fill('Number of the child', newChildId(randomInt).toLowerCase())
    await told.press('Go on')
    await told.page.waitForURL('**/children/*/shield')
    await national.page.goto('/shut-offs')
    await shows(national.page, 'One of two has said that it may open again')
    await national.isForEverybody()
    await national.page.getByRole('button', { name: organisation }).click()
    await national.page.getByText('Done.').waitFor()
    expect(await national.text()).not.toContain(organisation)
    await told.context.close()
  })

  it('says of an authority what is missing before it goes live, and whose step it is', async () => {
    await maker.follow('Authorities')
    await maker.isForEverybody()
    await maker.press('Begin')
    await shows(maker.page, 'Enter the code of an authority')
    await maker.page.goto('/authorities/383')
    await shows(maker.page, 'Two shield officers')
    await maker.follow('Suspend this authority')
    await shows(maker.page, 'its practitioners are signed out')
    await maker.isForEverybody()
    const code = String(700 + Math.floor(Math.random() * 99))
    await national.page.goto('/authorities')
    await national.fill('Code of the authority', code)
    await national.fill('Wave in which it is to go live', '2')
    await national.press('Begin')
    await national.follow(`Authority ${code}`)
    await shows(national.page, 'There are 0 who may sign in: two are needed')
    await national.press('Let it go live')
    await shows(national.page, 'Something is missing')
    await national.isForEverybody()
  })

  it('has a trainer write down who was there, with rows that are wrong named, and certify them; accreditors see the tree', async () => {
    const by = await trip.stack.signIn('accreditor-national')
    const modules = TRAINING_MODULES.map((module) => ({ module, items: SYLLABUS[module] }))
    const course = { code: 'PAGES', major: 1, minor: 0, modules, validMonths: 24, graceDays: 30 }
    expect((await by.post(api.courses.publish.path, course)).status).toBe(201)
    const idOf = async (name: string) => {
      const { personId } = (await demoAccount(trip.stack, name)) as TestAccount & { personId: string }
      return personId
    }
    const personId = await idOf('trainer')
    const lasts = { until: `${inDays(300)}T00:00:00.000Z` }
    expect((await by.post(pathTo(api.training.accredit, { personId }), lasts)).status).toBe(201)
    const trainer = await visiting.visitor()
    await trainer.signIn('trainer')
    await trainer.press('Write it down')
    await shows(trainer.page, 'Select which course you held')
    await trainer.isForEverybody()
    await select(trainer, 'Which course, in which version?', 'PAGES 1.0')
    await trainer.fillDay(inDays(0))
    await trainer.press('Write it down')
    expect(await trainer.heading()).toBe('A session that you held')
    await trainer.fill('Or paste the list', 'username,acknowledged\nnobody.at.all,cake\n')
    await trainer.press('Record who was there')
    await shows(trainer.page, 'Line 2: Nobody whom you may train')
    await trainer.isForEverybody()
    const acknowledged = SYLLABUS.consequences.join(' ')
    await trainer.fill('Or paste the list', `username,acknowledged\naccreditor-2,${acknowledged}\n`)
    await trainer.press('Record who was there')
    await shows(trainer.page, '1 row brought something new')
    await trainer.press('Certify')
    await shows(trainer.page, 'Select modules that the course teaches')
    await trainer.choose('Consequences')
    await trainer.press('Certify')
    await shows(trainer.page, 'Nobody whom you may certify has this user name')
    await trainer.fill('User name', 'accreditor-2')
    await trainer.press('Certify')
    await shows(trainer.page, 'Certified.')
    await trainer.isForEverybody()
    await trainer.page.goto('/training')
    await trainer.isForEverybody()
    await trainer.page
      .getByRole('link', { name: /^PAGES 1\.0/ })
      .first()
      .click()
    expect(await trainer.heading()).toBe('A session that you held')
    await maker.follow('Trainers')
    await shows(maker.page, personId)
    await maker.isForEverybody()
    expect([trainer.complaints, trainer.elsewhere]).toEqual([[], []])
  })

  it('publishes a course, sets a plan, and says who may certify others; what is refused is said where it belongs', async () => {
    await national.follow('Courses')
    await national.isForEverybody()
    await national.press('Publish it')
    await shows(national.page, 'Enter the code of the course')
    await national.isForEverybody()
    const typed = { 'Code of the course': 'CLICKED', Version: '1', 'Change of the version': '0' }
    const lasts = { 'Months that certificates hold': '12', 'Days of grace': '30' }
    for (const [name, text] of Object.entries({ ...typed, ...lasts })) await national.fill(name, text)
    await national.page.locator('input[name=modules][value=monitoring]').check()
    await national.press('Publish it')
    await shows(national.page, 'CLICKED 1.0')
    await national.press('Certify the first trainer')
    await shows(national.page, 'Select by which course they were tested')
    await national.isForEverybody()
    await maker.follow('Courses')
    await maker.fill('Code of the authority', '383')
    await maker.fill('How many people in which week?', '2026-12-01 40')
    await maker.press('Set this plan')
    await shows(maker.page, 'each with its Monday')
    await maker.isForEverybody()
    await maker.fill('How many people in which week?', '2026-11-30 40')
    await maker.press('Set this plan')
    await maker.page.getByText('Done.').waitFor()

    const { personId } = (await demoAccount(trip.stack, 'trainer')) as TestAccount & { personId: string }
    const day = async (name: string, date: string) => {
      for (const [n, part] of ['year', 'month', 'day'].entries())
        await national.page.locator(`#${name}-${part}`).fill(date.split('-')[n]!)
    }
    await national.page.goto(`/people/${personId}`)
    await national.follow('Whether they may certify others')
    await national.press('Accredit them')
    await shows(national.page, 'Enter a real day in the future')
    await national.isForEverybody()
    await day('from', inDays(0))
    await national.press('Withdraw it now')
    await shows(national.page, 'It does not come back')
    await national.isForEverybody()
    await national.press('Withdraw it now')
    await national.page.getByText('Done.').waitFor()
    await national.follow('Whether they may certify others')
    await day('until', inDays(300))
    await national.press('Accredit them')
    await national.page.getByText('Done.').waitFor()
    // As it was: other trips of this stack accredit them.
    const by = await trip.stack.signIn('accreditor-national')
    const from = new Date().toISOString()
    expect((await by.post(pathTo(api.training.withdraw, { personId }), { from })).status).toBe(200)
  })

  it('leaves no complaint of any page', () => {
    expect([maker, national].flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
