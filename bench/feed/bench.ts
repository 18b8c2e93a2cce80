import type { Fate, Source } from '@contactpoint/contracts'
import { demoSuppliers } from '@contactpoint/demo'
import { type AdmittedSupplier, eventually, type Stack, startStack } from '@contactpoint/stack'
import { generate } from '@contactpoint/synthetic'
import { ApiClient, asAdministrator } from '@contactpoint/testing'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machineFacts } from '../machine.ts'
import { keepPage } from '../results-page.ts'
import { costOfEach, costsOf, type Costs } from '../serving/cost.ts'
import { markdownTable, type Cell } from '../tables.ts'
import { nextCensus } from './files.ts'

const USAGE = `npm run bench -- feed [--children 10000,100000]

Loads the feeds of a synthetic England into an empty directory, for each number of children on a stack of its own: the census, the same again,
the next one with one child in twenty moved, and the other sources, whose rows are about the same children. Rows a second, processor time a row
by process, memory, and beside it what the same mongod takes in when the same documents are inserted. Writes bench/results/feed.md.`

const SEED = 16
const WATCH_EVERY_MS = 250
const AT_A_TIME = 1_000
const LONGEST_LOAD_MS = 4 * 60 * 60 * 1_000

/** What loading a file has cost. */
interface Loaded {
  children: number
  what: string
  rows: number
  seconds: number
  fates: Record<Fate, number>
  /** Processor milliseconds a row, by process. */
  cost: Record<string, number>
  /** The most that each process had resident, in megabytes. */
  memory: Record<string, number>
}

interface Running {
  stack: Stack
  suppliers: AdmittedSupplier[]
  databases: Awaited<ReturnType<typeof asAdministrator>>
}

export async function benchFeed(): Promise<void> {
  const { values } = parseArgs({ options: { children: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const loaded: Loaded[] = []
  const inserts: number[] = []
  for (const children of (values.children ?? '10000,100000').split(',').map(Number)) {
    const folder = await mkdtemp(join(tmpdir(), 'contactpoint-feed-'))
    try {
      loaded.push(...(await loadAll(folder, children, inserts)))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  await report(loaded, inserts)
}

async function loadAll(folder: string, children: number, inserts: number[]): Promise<Loaded[]> {
  const { feeds } = await generate({ children, seed: SEED, out: join(folder, 'files') })
  const census = feeds.find(({ source }) => source === 'school-census')!.file
  const next = `${census}.next`
  await nextCensus(census, next, '002')
  const files: [what: string, source: Source, file: string][] = [
    ['census, first', 'school-census', census],
    ['census, the same again', 'school-census', census],
    ['census, the next, 5 % moved', 'school-census', next],
    ...feeds.slice(1).map(({ source, file }): [string, Source, string] => [`${source}, first`, source, file]),
  ]
  const stack = await startStack({
    folder: join(folder, 'run'),
    gatewayPort: 0,
    settings: { ingestion: { REPORT_AFTER_MS: '0', REPORT_ROW_MS: '0' } },
  })
  const databases = await asAdministrator(stack)
  try {
    const running = { stack, databases, suppliers: await demoSuppliers(stack.mongoAdminUri) }
    const loaded: Loaded[] = []
    for (const [what, source, file] of files) {
      loaded.push({ children, what, ...(await load(running, source, file)) })
      const { rows, seconds } = loaded.at(-1)!
      process.stderr.write(`  … ${children} children, ${what}: ${Math.round(rows / seconds)} rows a second\n`)
    }
    inserts.push(await insertsASecond(databases))
    return loaded
  } finally {
    await databases.close()
    await stack.stop()
  }
}

async function load(
  { stack, databases, suppliers }: Running,
  source: Source,
  file: string,
): Promise<Omit<Loaded, 'children' | 'what'>> {
  const api = new ApiClient(stack.address.gatewayUrl)
  const client = await api.signInClient(suppliers.find((one) => one.source === source)!)
  const before = costsOf(stack)
  const { body } = await client.sendFeed(await readFile(file), source)
  const batches = databases
    .db('ingestion')
    .collection<{ _id: string; state: string; closedAt: Date; endedAt: Date; counts: Record<Fate, number> }>('batches')
  const memory: Record<string, number> = {}
  await eventually(
    async () => {
      for (const [name, { rssMb }] of Object.entries(costsOf(stack))) memory[name] = Math.max(memory[name] ?? 0, rssMb)
      return ['applied', 'refused', 'set-aside'].includes((await batches.findOne({ _id: body.batchId }))!.state)
    },
    LONGEST_LOAD_MS,
    WATCH_EVERY_MS,
  )
  const { state, closedAt, endedAt, counts } = (await batches.findOne({ _id: body.batchId }))!
  if (state !== 'applied') throw new Error(`The file ended as ${state}`)
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const cost = costOfEach(before, costsOf(stack) as Costs, rows)
  return { rows, seconds: (endedAt.getTime() - closedAt.getTime()) / 1000, fates: counts, cost, memory }
}

/** Documents a second that the same server takes in when nothing is asked of them: journaled, as ours are. */
async function insertsASecond(databases: Running['databases']): Promise<number> {
  const children = await databases
    .db('directory')
    .collection('children')
    .find()
    .limit(10 * AT_A_TIME)
    .toArray()
  const beside = databases.db('bench').collection('inserted')
  const began = performance.now()
  for (let n = 0; n < children.length; n += AT_A_TIME)
    await beside.insertMany(children.slice(n, n + AT_A_TIME), { writeConcern: { w: 'majority', journal: true } })
  return Math.round((children.length * 1000) / (performance.now() - began))
}

async function report(loaded: Loaded[], inserts: number[]): Promise<void> {
  const names = ['mongo', 'directory', 'ingestion', 'nats', 'gateway']
  const rows = loaded.map(({ children, what, rows: count, seconds, cost, memory, fates }): Cell[] => {
    const total = Object.values(cost).reduce((sum, one) => sum + one, 0)
    const by = names.map((name) => cost[name]?.toFixed(3) ?? '-')
    const most = ['directory', 'ingestion'].map((name) => `${Math.round(memory[name] ?? 0)}`)
    const became = `${fates.created}/${fates.updated}/${fates.unchanged}/${fates.parked}/${fates.refused}`
    return [`${children}: ${what}`, count, Math.round(count / seconds), total.toFixed(3), ...by, ...most, became]
  })
  const page = `# Feeds

${machineFacts()}
- command: \`npm run bench -- feed ${process.argv.slice(2).join(' ')}\`
- rows a second from the moment the file was whole to its last fate; reports to suppliers are not delayed
- goals: 5,000 rows a second at 100,000 and 4,000 at a million, 0.35 ms of processor time a row; unchanged rows 20,000 a second, 0.1 ms

${markdownTable(['children: file', 'rows', 'a second', 'CPU ms a row', ...names, 'directory MB', 'ingestion MB', 'created/updated/unchanged/parked/refused'], rows)}

The same mongod takes in ${inserts.join(', ')} documents a second, a thousand at a time and journaled, when children are inserted with nothing asked.

${exponents(loaded)}
`
  await keepPage('feed', page)
  process.stdout.write(page)
}

/** How the time a row grows with the number of children, between the smallest and the largest; 0: not at all. */
function exponents(loaded: Loaded[]): string {
  const whats = [...new Set(loaded.map(({ what }) => what))]
  return whats
    .flatMap((what) => {
      const all = loaded.filter((one) => one.what === what)
      const [first, last] = [all[0]!, all.at(-1)!]
      if (first === last) return []
      const ratio = last.seconds / last.rows / (first.seconds / first.rows)
      return [
        `- ${what}: exponent of the time a row ${(Math.log(ratio) / Math.log(last.children / first.children)).toFixed(2)}`,
      ]
    })
    .join('\n')
}
