import { beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Keyboard } from './keyboard.page.ts'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'

const DAY_MS = 24 * 60 * 60 * 1000

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
  }, 120_000)

  const select = (one: Visitor, name: string, option: string) => one.page.getByLabel(name).selectOption(option)
  const until = async (one: Visitor, days: number) => {
    const [year, month, day] = new Date(Date.now() + days * DAY_MS).toISOString().split(/[-T]/) as [
      string,
      string,
      string,
    ]
    for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year })) await one.fill(label, value)
  }

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
  }, 120_000)

  it('says what is missing in plain words, and takes a check', async () => {
    await shows(maker.page, 'Check who they are, and record it below')
    await maker.press('Record this check')
    await shows(maker.page, 'Select what was checked')
    await maker.isForEverybody()
    await maker.choose('Identity')
    await maker.fill('Where it stands in its register', 'ID/2026/1')
    await until(maker, 900)
    await maker.press('Record this check')
    await maker.page.getByText('Done.').waitFor()
    expect(await maker.text()).not.toContain('Check who they are')
  }, 60_000)

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
  }, 60_000)

  it('enrols with the code, after the agreement, and is told the key of the token once; what fails looks the same', async () => {
    const newcomer = await visiting.visitor()
    await newcomer.page.goto('/')
    await newcomer.follow('Enrol with a code')
    await newcomer.isForEverybody()
    await newcomer.press('Enrol')
    await shows(newcomer.page, 'Read the agreement, and select that you sign it')
    await newcomer.isForEverybody()
    const enrol = async (name: string, withCode: string, password: string) => {
      await newcomer.page.goto('/enrol')
      await newcomer.fill('User name', name)
      await newcomer.fill('Enrolment code', withCode)
      await newcomer.fill('Choose a password', password)
      await newcomer.fill('The same password again', password)
      await newcomer.fill('Choose a PIN', '4821')
      await newcomer.choose('I have read this agreement, and sign it')
      await newcomer.press('Enrol')
    }
    const failures = []
    const long = 'a long walk to the sea'
    for (const [name, withCode] of [
      [username, 'K7QZ-M2XA-9RTB-4WDE'],
      [`${username}.x`, code],
    ] as const) {
      await enrol(name, withCode, long)
      await shows(newcomer.page, 'You could not be enrolled')
      failures.push(await newcomer.text())
    }
    expect(failures[0]).toBe(failures[1])
    await enrol(username, code, 'short one')
    await shows(newcomer.page, 'Choose another password')
    await newcomer.isForEverybody()
    await enrol(username, code, long)
    await shows(newcomer.page, 'You are enrolled')
    expect(await newcomer.page.locator('#token-secret').innerText()).toMatch(/^([A-Z2-7]{4} ?){8}$/)
    await newcomer.isForEverybody()
    await enrol(username, code, long)
    await shows(newcomer.page, 'You could not be enrolled')
    expect(await newcomer.text()).toBe(failures[0])
    expect([newcomer.complaints, newcomer.elsewhere]).toEqual([[], []])
    await newcomer.context.close()
  }, 120_000)

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
    await maker.follow('Close this account for good')
    await maker.isForEverybody()
    await maker.press('Close it for good')
    await shows(maker.page, 'Select a reason')
    await maker.choose('They have left')
    await maker.press('Close it for good')
    await shows(maker.page, 'It is closed for good: another account may name this one')
    expect(await maker.page.getByRole('button', { name: 'Suspend this account' }).count()).toBe(0)
    await maker.isForEverybody()
  }, 120_000)

  it('leaves no complaint of any page', () => {
    expect([maker, approver].flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
