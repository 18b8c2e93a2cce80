import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { machineFacts } from '../machine.ts'
import { median } from '../median.ts'
import { keepPage } from '../results-page.ts'
import { servedEngland, type KnownChild, type ServedEngland } from '../serving/england.ts'
import { whoeverSignsIn } from '../serving/people.ts'
import { countCell, markdownTable, type Cell } from '../tables.ts'
import { Browser, type Fetched } from './browser.ts'

const USAGE = `npm run bench -- pages [--users 20] [--seconds 30] [--children 10000]

So many practitioners, signed in, each going from the search to a record to their work and back, once reading for a second or so before each
page and once without a pause. Writes bench/results/pages.md.`

/** What issue 13 asks for. */
const GOALS = { firstByteMs: 150, bytes: 100_000 }
/** How long somebody reads before the next page, at least and at most, milliseconds. */
const READING = { from: 500, to: 1_500 }
const WARM_UP_MS = 5_000
/** A machine with so little to do a core is quiet. */
const QUIET_LOAD = 0.5

const text = { type: 'string' } as const
const say = (line: string): boolean => process.stderr.write(`  … ${line}\n`)

/** What came of one page. */
interface Seen {
  page: string
  firstByteMs: number
  bytes: number
}

export async function benchPages(): Promise<void> {
  const { values } = parseArgs({
    options: { users: text, seconds: text, children: text, help: { type: 'boolean' } },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const [users, seconds] = [Number(values.users ?? 20), Number(values.seconds ?? 30)]
  const before = loadavg()[0]!
  const england = await servedEngland(Number(values.children ?? 10_000), say, { webPort: 0 })
  const browsers: Browser[] = []
  try {
    const assets = await weighAssets(england)
    browsers.push(...(await signedIn(england, users)))
    say(`${users} people are signed in`)
    const loads: [string, Seen[]][] = []
    for (const [name, isReading] of [
      ['reading for a second before each page', true],
      ['without a pause', false],
    ] as const) {
      loads.push([name, await visits(england, browsers, isReading, seconds * 1_000)])
      say(`${name}: ${countCell(loads.at(-1)![1].length)} pages`)
    }
    await report({ users, seconds, before }, assets, loads)
  } finally {
    for (const browser of browsers) browser.close()
    await england.stack.stop()
  }
}

async function signedIn({ stack, ...more }: ServedEngland, users: number): Promise<Browser[]> {
  const credentials = await whoeverSignsIn({ stack, ...more })
  const browsers = Array.from({ length: users }, () => new Browser(stack.address.webUrl!))
  for (const browser of browsers) {
    const { username, password, pin, code = '' } = credentials()
    await browser.get('/')
    await browser.post('/', { username, password })
    await browser.get('/sign-in')
    const { status, location } = await browser.post('/sign-in', { pin, code })
    if (location !== '/search') throw new Error(`Nobody was signed in: ${status}`)
  }
  return browsers
}

/** Everybody goes on until the time is over; what is seen at first is not counted. */
async function visits(
  { known }: ServedEngland,
  browsers: readonly Browser[],
  isReading: boolean,
  lastsMs: number,
): Promise<Seen[]> {
  const [from, seen] = [performance.now() + WARM_UP_MS, [] as Seen[]]
  const pick = (): KnownChild => known[Math.floor(Math.random() * known.length)]!
  const look = async (page: string, asked: () => Promise<Fetched>): Promise<Fetched> => {
    if (isReading) await sleep(READING.from + Math.random() * (READING.to - READING.from))
    const began = performance.now()
    const fetched = await asked()
    if (fetched.status >= 400) throw new Error(`${page} was answered ${fetched.status}`)
    if (began >= from) seen.push({ page, firstByteMs: fetched.firstByteMs, bytes: fetched.bytes })
    return fetched
  }
  await Promise.all(
    browsers.map(async (browser) => {
      while (performance.now() < from + lastsMs) await goRound(browser, pick(), look)
    }),
  )
  return seen
}

async function goRound(
  browser: Browser,
  { family, dateOfBirth }: KnownChild,
  look: (page: string, asked: () => Promise<Fetched>) => Promise<Fetched>,
): Promise<void> {
  await look('search', () => browser.get('/search'))
  const [year, month, day] = dateOfBirth.split('-') as [string, string, string]
  const fields = { reason: 'coordinate-support', familyName: family }
  const born = { 'born-day': day, 'born-month': month, 'born-year': year }
  const { location } = await look('search, sent', () => browser.post('/search', { ...fields, ...born }))
  const results = await look('results', () => browser.get(location!))
  const record = /href="(\/children\/[0-9A-Z]{12})"/.exec(results.text)?.[1]
  if (record) await look('record', () => browser.get(record))
  await look('work', () => browser.get('/work'))
}

/** Styles and script, which a browser keeps for a day. */
async function weighAssets({ stack }: ServedEngland): Promise<number> {
  const browser = new Browser(stack.address.webUrl!)
  const fetched = await Promise.all(['/assets/styles.css', '/assets/page.js'].map((path) => browser.get(path)))
  browser.close()
  return fetched.reduce((sum, { bytes }) => sum + bytes, 0)
}

interface Ran {
  users: number
  seconds: number
  /** Of the machine before anything was started: others’ work. */
  before: number
}

async function report(
  { users, seconds, before }: Ran,
  assets: number,
  loads: readonly [string, Seen[]][],
): Promise<void> {
  const pages = [...new Set(loads.flatMap(([, seen]) => seen.map(({ page }) => page)))]
  const rows = loads.flatMap(([name, seen]) => pages.map((page) => rowOf(name, page, seen, assets)))
  const isQuiet = before < QUIET_LOAD * 2
  const lines = [
    '# The pages\n',
    `${users} practitioners, each in a browser of one connection, go from the search to a record to their work and back, ${seconds} seconds with and`,
    `without a pause; what a browser draws is not measured. Goals (issue 13): the first byte of 95 in 100 pages within ${GOALS.firstByteMs} ms, a page with`,
    `styles and script below ${countCell(GOALS.bytes)} bytes. Styles and script are ${countCell(assets)} bytes, once a day; pages are not compressed (decision 0032).\n`,
    machineFacts(),
    '- everything on this machine: browsers, pages, gateway, five services, nats-server, mongod 6 (journaled majority writes)',
    `- load of the machine before the start: ${before.toFixed(1)}${isQuiet ? '' : ': **it was not quiet, and others’ work is in these times**'}`,
    '- command: `npm run bench -- pages`\n',
    markdownTable(['', 'page', 'pages', 'p50 ms', 'p95 ms', 'within', 'bytes', 'with all'], rows),
    '',
  ].join('\n')
  process.stdout.write(lines)
  await keepPage('pages', lines)
}

function rowOf(name: string, page: string, all: readonly Seen[], assets: number): Cell[] {
  const seen = all.filter((one) => one.page === page)
  const times = seen.map(({ firstByteMs }) => firstByteMs).toSorted((a, b) => a - b)
  const p95 = times[Math.floor(times.length * 0.95)] ?? 0
  const within = p95 <= GOALS.firstByteMs ? 'yes' : 'no'
  const bytes = median(seen.map((one) => one.bytes))
  const took = [median(times).toFixed(1), p95.toFixed(1), within]
  return [name, page, countCell(seen.length), ...took, countCell(bytes), countCell(bytes && bytes + assets)]
}
