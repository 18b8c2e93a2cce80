// npm run screens: a picture of each page for every role, from the stack of this folder that runs already (npm start), into .run/screens, or --out FOLDER.
// One child is shielded for it. With --readme those that README shows go into docs/screens too, small.
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import chromium from '@sparticuz/chromium'
import { chromium as driver } from 'playwright-core'

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, '.run', 'screens') },
    readme: { type: 'boolean', default: false },
  },
})

/** The six of README, in docs/screens; all together they weigh less than 450 KB. */
const SHOWN = {
  'practitioner-search': 'search',
  'practitioner-record': 'record',
  'practitioner-shielded-record': 'shielded-record',
  'shield-officer-national-1-work': 'work',
  'shield-officer-national-1-shield': 'shield',
  'auditor-audit': 'audit',
}
/** 800 pixels of a screen that is 1000 wide. */
const SMALL = { width: 1000, height: 640, deviceScaleFactor: 0.8, mobile: false }

/** Of each account the pages that it is shown; `CHILD` is the first child of the made-up England, `SHIELDED` another one. */
const PAGES = {
  practitioner: {
    search: '/search',
    results: findChild,
    record: '/children/CHILD',
    'ask-for-a-shield': '/children/CHILD/shield',
    'ask-to-be-put-in-touch': '/children/CHILD/contact',
    'add-an-involvement': '/children/CHILD/involvement',
    override: '/children/CHILD/override',
    'shielded-record': shieldAnother,
    ...{ work: '/work', accesses: '/accesses', status: '/status' },
  },
  'shield-officer-national-1': {
    ...{ work: '/work', shields: '/shields', shield: '/shields/SHIELDED' },
    ...{ near: '/shields/SHIELDED/near', bulk: '/shields/bulk', 'override-rights': '/override-grants' },
  },
  'cpmt-national': {
    ...{ work: '/work', shields: '/shields', reviews: '/reviews', overrides: '/overrides', policies: '/policies' },
    ...{ contacts: '/contacts', appeals: '/appeals', 'override-rights': '/override-grants', policy: '/policies/1' },
    ...{ audit: '/audit', cases: '/audit/cases' },
  },
  'data-steward': {
    ...{ feeds: '/feeds', questions: '/questions', question: openOldest },
    ...{ models: '/models', model: '/models/1', 'propose-a-model': '/models/propose' },
  },
  auditor: {
    audit: '/audit',
    people: '/audit/people',
    'shields-counted': '/audit/shields',
    answers: '/audit/answers',
    'sign-ins': '/audit/sign-ins',
    feeds: '/audit/feeds',
    coverage: '/audit/coverage',
    adoption: '/audit/adoption',
    entries: '/audit/entries?organisation=Leeds City Council (demo)',
    proof: '/audit/entries/england/1',
    'checking-a-proof': '/audit/proofs',
    cases: '/audit/cases',
    watches: '/audit/watches',
  },
}

const stack = JSON.parse(await readFile(join(root, '.run', 'stack.json'), 'utf8').catch(() => '{}'))
if (!stack.webUrl) {
  console.error('No pages run here. Start them in another terminal: npm start')
  process.exit(1)
}
const accounts = JSON.parse(await readFile(join(root, '.run', 'demo-accounts.json'), 'utf8'))
const browser = await driver.launch({
  args: ['--no-sandbox'],
  // Fields for dates are written as the machine's language has it.
  env: { LANGUAGE: 'en_GB', LANG: 'en_GB.UTF-8' },
  executablePath: await chromium.executablePath(),
})
const small = join(root, 'docs', 'screens')
for (const folder of values.readme ? [values.out, small] : [values.out]) await mkdir(folder, { recursive: true })
let [child, shielded] = ['', '']
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
    await (typeof path === 'string'
      ? page.goto(path.replace('CHILD', child).replace('SHIELDED', shielded))
      : path(page))
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
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function findChild(page) {
  child = (await search(page, { 'Family name': 'mainw*', Day: '27', Month: '6', Year: '2012' })).at(0)
}

/** Shields a child that the tour of README does not look at, and looks at its record. */
async function shieldAnother(page) {
  shielded = (await search(page, { 'Family name': 'wa*', 'Or only the year of birth': '2012' })).at(-1)
  await page.goto(`/children/${shielded}/shield`)
  await page.getByLabel('The child or a carer is fleeing abuse').check()
  await page.getByLabel('I do', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Shield this child now' }).click()
  await page.goto(`/children/${shielded}`)
}

/** Looks at the question that waits longest, if any does. */
async function openOldest(page) {
  await page.goto('/questions')
  const oldest = page.getByRole('button', { name: 'Open question 1', exact: true })
  if (await oldest.count()) await oldest.click()
}

/** Ids of the children that are found. */
async function search(page, criteria) {
  await page.goto('/search')
  await page.getByLabel('To coordinate support with others who work with the child').check()
  for (const [label, value] of Object.entries(criteria)) await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const found = await page.locator('.app-result a').all()
  return Promise.all(found.map(async (link) => (await link.getAttribute('href')).split('/').at(-1)))
}

async function picture(page, name) {
  const path = join(values.out, `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  console.log(path)
  if (values.readme && SHOWN[name]) await smallPicture(page, join(small, `${SHOWN[name]}.png`))
}

async function smallPicture(page, path) {
  const tools = await page.context().newCDPSession(page)
  await tools.send('Emulation.setDeviceMetricsOverride', SMALL)
  const { data } = await tools.send('Page.captureScreenshot', { format: 'png' })
  await tools.detach()
  await writeFile(path, data, 'base64')
  console.log(path)
}
