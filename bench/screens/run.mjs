// npm run screens: a picture of each page for every role, from the stack of this folder that runs already (npm start), into .run/screens, or --out FOLDER.
import { execFileSync } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import chromium from '@sparticuz/chromium'
import { chromium as driver } from 'playwright-core'

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, '.run', 'screens') } } })

/** Of each account the pages that it is shown; `CHILD` is the first child of the made-up England. */
const PAGES = {
  practitioner: {
    search: '/search',
    results: 'a search',
    record: '/children/CHILD',
    'ask-for-a-shield': '/children/CHILD/shield',
    'ask-to-be-put-in-touch': '/children/CHILD/contact',
    'add-an-involvement': '/children/CHILD/involvement',
    override: '/children/CHILD/override',
    work: '/work',
  },
  'shield-officer-national-1': { work: '/work', shields: '/shields', bulk: '/shields/bulk' },
  'cpmt-national': {
    ...{ work: '/work', shields: '/shields', reviews: '/reviews', overrides: '/overrides', policies: '/policies' },
    audit: '/audit',
  },
  auditor: {
    audit: '/audit',
    people: '/audit/people',
    'shields-counted': '/audit/shields',
    'sign-ins': '/audit/sign-ins',
    feeds: '/audit/feeds',
    coverage: '/audit/coverage',
    adoption: '/audit/adoption',
    entries: '/audit/entries?organisation=Leeds City Council (demo)',
  },
}

const stack = JSON.parse(await readFile(join(root, '.run', 'stack.json'), 'utf8').catch(() => '{}'))
if (!stack.webUrl) {
  console.error('No pages run here. Start them in another terminal: npm start')
  process.exit(1)
}
const accounts = JSON.parse(await readFile(join(root, '.run', 'demo-accounts.json'), 'utf8'))
const browser = await driver.launch({ args: ['--no-sandbox'], executablePath: await chromium.executablePath() })
await mkdir(values.out, { recursive: true })
let child = ''
for (const [username, pages] of Object.entries(PAGES)) await take(username, pages)
await browser.close()

async function take(username, pages) {
  const page = await (await browser.newContext({ baseURL: stack.webUrl, locale: 'en-GB' })).newPage()
  await page.goto('/')
  if (username === 'practitioner') await picture(page, 'sign-in')
  await signIn(
    page,
    accounts.find((account) => account.username === username),
  )
  for (const [name, path] of Object.entries(pages)) {
    await (path === 'a search' ? search(page) : page.goto(path.replace('CHILD', child)))
    await picture(page, `${username}-${name}`)
  }
}

async function signIn(page, { username, password, pin }) {
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('PIN').fill(pin)
  const console = ['run', '-s', 'console', '--', 'demo', 'code', username]
  await page
    .getByLabel('Code', { exact: true })
    .fill(execFileSync('npm', console, { cwd: root, encoding: 'utf8' }).trim())
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function search(page) {
  await page.goto('/search')
  await page.getByLabel('To coordinate support with others who work with the child').check()
  await page.getByLabel('Family name', { exact: true }).fill('mainw*')
  for (const [label, value] of Object.entries({ Day: '27', Month: '6', Year: '2012' }))
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  child = (await page.locator('.app-result a').first().getAttribute('href')).split('/').at(-1)
}

async function picture(page, name) {
  const path = join(values.out, `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  console.log(path)
}
