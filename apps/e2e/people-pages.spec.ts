import { until } from '@contactpoint/stack'
import { codeShown } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Keyboard } from './keyboard.page.ts'
import { inDays } from '@contactpoint/demo'
import { newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

describe('letting people in, by clicking (issue 14)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  const username = `p.${randomUUID().slice(0, 8)}`
  let [maker, approver] = [] as unknown as [Visitor, Visitor]
  let address = ''
  let code = ''

  beforeAll(async () => {
    const visitors: Visitor[] = []
    for (const name of ['accreditor', 'accreditor-2']) {
      visitors.push(await visiting.visitor())
      await visitors.at(-1)!.signIn(name)
    }
    ;[maker, approver] = visitors as [Visitor, Visitor]
  })

  const select = (one: Visitor, name: string, option: string) => one.page.getByLabel(name).selectOption(option)

  it('begins at the accounts that one looks after; what is wrong with a new one is said at its field', async () => {
    expect(await maker.heading()).toBe('Accounts')
    await maker.isForEverybody()
    await maker.follow('Make an account')
    await maker.isForEverybody()
    await maker.press('Make the account')
    await shows(maker.page, 'There is a problem')
    expect(await maker.page.locator('#familyName-error').innerText()).toContain('Enter their family name')
    await maker.isForEverybody()
    await maker.fill('User name', username)
    await select(maker, 'What they are to do', 'account-manager')
    await select(maker, 'Why they need it', 'manages-accounts')
    const typed = { 'Given name': 'Aisha', 'Family name': 'Patel', 'Postcode of where they live': 'LS1 4AP' }
    const reached = { 'Work phone': '0113 496 0123', 'Work e-mail': 'a@example.org' }
    for (const [name, text] of Object.entries({ ...typed, ...reached })) await maker.fill(name, text)
    await maker.press('Make the account')
    await shows(maker.page, 'Waits for approval')
    expect(await maker.heading()).toBe(username)
    address = new URL(maker.page.url()).pathname
    await maker.isForEverybody()
  })

  it('says what is missing in plain words, and takes a check', async () => {
    await shows(maker.page, 'Check who they are, and record it below')
    await maker.press('Record this check')
    await shows(maker.page, 'Select what was checked')
    await maker.isForEverybody()
    await maker.choose('Identity')
    await maker.fill('Where it stands in its register', 'ID/2026/1')
    await maker.fillDay(inDays(900))
    await maker.press('Record this check')
    await maker.page.getByText('Done.').waitFor()
    expect(await maker.text()).not.toContain('Check who they are')
  })

  it('is approved by somebody else than made it, who uses keys alone, and is shown a code once', async () => {
    await maker.press('Approve this account')
    await shows(maker.page, 'somebody else than made the account')
    await approver.page.goto(address)
    await approver.isForEverybody()
    await new Keyboard(approver.page).press('Approve this account')
    await shows(approver.page, 'It is shown here once')
    code = await approver.page.locator('#enrolment-code').innerText()
    expect(code).toMatch(/^[A-Z0-9-]{19}$/)
    await approver.isForEverybody()
    await approver.follow('Go on to the account')
    await shows(approver.page, 'Waits for its person to enrol')
    expect(await approver.page.content()).not.toContain(code)
  })

  it('enrols with the code, after the agreement, and is told the key of the token once; what fails looks the same', async () => {
    const me = await visiting.visitor()
    await me.page.goto('/')
    await me.follow('Enrol with a code')
    await me.isForEverybody()
    await me.press('Enrol')
    await shows(me.page, 'Read the agreement, and select that you sign it')
    await me.isForEverybody()
    const enrol = async (name: string, withCode: string, password: string) => {
      await me.page.goto('/enrol')
      await me.fill('User name', name)
      await me.fill('Enrolment code', withCode)
      await me.fill('Choose a password', password)
      await me.fill('The same password again', password)
      await me.fill('Choose a PIN', '4821')
      await me.choose('I have read this agreement, and sign it')
      await me.press('Enrol')
    }
    const failures = []
    const long = 'a long walk to the sea'
    for (const [name, withCode] of [
      [username, 'K7QZ-M2XA-9RTB-4WDE'],
      [`${username}.x`, code],
    ] as const) {
      await enrol(name, withCode, long)
      await shows(me.page, 'You could not be enrolled')
      failures.push(await me.text())
    }
    expect(failures[0]).toBe(failures[1])
    await enrol(username, code, 'short one')
    await shows(me.page, 'Choose another password')
    await me.isForEverybody()
    await enrol(username, code, long)
    await shows(me.page, 'You are enrolled')
    expect(await me.page.locator('#token-secret').innerText()).toMatch(/^([A-Z2-7]{4} ?){8}$/)
    await me.isForEverybody()
    await enrol(username, code, long)
    await shows(me.page, 'You could not be enrolled')
    expect(await me.text()).toBe(failures[0])
    expect([me.complaints, me.elsewhere]).toEqual([[], []])
    await me.context.close()
  })

  it('keeps somebody out at once, until another lets them in again; and for good after a warning', async () => {
    await approver.press('Suspend this account')
    await shows(approver.page, 'Select a reason')
    await approver.choose('They are away for long')
    await approver.press('Suspend this account')
    await approver.page.getByText('Done.').waitFor()
    await approver.press('Let them in again')
    await shows(approver.page, 'This step takes somebody else')
    await maker.page.goto(address)
    await maker.isForEverybody()
    await maker.press('Let them in again')
    await maker.page.getByText('Done.').waitFor()
    await maker.press('They still need it, for four months')
    await maker.follow('Change their name or postcode')
    await maker.press('Save these changes')
    await shows(maker.page, 'Enter their family name')
    await maker.isForEverybody()
    const typed = { 'Given name': 'Aisha', 'Family name': 'Khan', 'Postcode of where they live': 'LS2 7EW' }
    for (const [name, text] of Object.entries(typed)) await maker.fill(name, text)
    await maker.press('Save these changes')
    await maker.page.getByText('Done.').waitFor()
    await maker.follow('Close this account for good')
    await maker.isForEverybody()
    await maker.press('Close it for good')
    await shows(maker.page, 'Select a reason')
    // A step that waits until every copy has heard of it may be answered "not now" on a busy machine: then somebody looks, and tries again.
    const isClosed = maker.page.getByText('It is closed for good: another account may name this one')
    const close = async () => {
      await maker.page.goto(`${address}/close`)
      await maker.choose('They have left')
      await maker.press('Close it for good')
      await maker.page.waitForLoadState()
      await maker.page.goto(address)
      return isClosed.first().isVisible()
    }
    expect(await until(close, 90_000, 500)).toBe(true)
    expect(await maker.page.getByRole('button', { name: 'Suspend this account' }).count()).toBe(0)
    await maker.isForEverybody()
  })

  it('lists those that are closed when asked, and of another authority to the national desk alone', async () => {
    await maker.follow('Accounts')
    await maker.follow('Accounts that are closed')
    await maker.isForEverybody()
    await maker.follow(username)
    await shows(maker.page, 'Closed')
    await maker.page.goto('/people?state=closed&authority=380')
    await shows(maker.page, 'the national desk sees any')
    await maker.isForEverybody()
  })

  it('lets a management team suspend somebody of its authority by their user name', async () => {
    const team = await visiting.visitor()
    await team.signIn('cpmt')
    await team.follow('Suspend')
    await team.press('Suspend this account')
    await shows(team.page, 'Enter the user name of somebody of your authority')
    await team.isForEverybody()
    const { account } = await newcomer(trip, 'practitioner', {})
    await team.fill('User name', account.username)
    await team.press('Suspend this account')
    await shows(team.page, 'Select a reason')
    await team.choose('Misuse is suspected')
    await team.press('Suspend this account')
    await team.page.getByText('Done.').waitFor()
    const kept = await visiting.visitor()
    await kept.signInWith(account, codeShown(account))
    await shows(kept.page, 'You could not be signed in')
    expect([team.complaints, kept.complaints]).toEqual([[], []])
    for (const { context } of [team, kept]) await context.close()
  })

  it('asks whoever has signed an agreement of before to sign the one in force, once, and goes on', async () => {
    const before = { agreement: { version: '2025-1', at: new Date() } }
    const { account } = await newcomer(trip, 'trainer', before)
    const me = await visiting.visitor()
    await me.signInWith(account, codeShown(account))
    await shows(me.page, 'You have signed it in a version of before')
    await me.isForEverybody()
    await me.press('Sign it')
    await shows(me.page, 'Read the agreement, and select that you sign it')
    await me.isForEverybody()
    await me.choose('I have read this agreement, and sign it')
    await me.press('Sign it')
    await shows(me.page, 'Training')
    expect(new URL(me.page.url()).pathname).toBe('/training')
    expect(me.complaints).toEqual([])
    await me.context.close()
  })

  it('leaves no complaint of any page', () => {
    expect([maker, approver].flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
