// Usage: npm run bench -- dashboards [--sizes 100000,1000000] [--rounds 5] [--shields 100000]
// Each figure of a year, of so many entries; 73000000 is what 200,000 accesses a day make. And the shields of a directory.
import { NestFactory } from '@nestjs/core'
import { connectBus, ownCall, withCall, type Caller } from '@contactpoint/bus'
import { SHIELD_BREAKDOWNS, type ReadFigures } from '@contactpoint/contracts'
import { asAdministrator, settingsIn, shellOf, startTestStack } from '@contactpoint/testing'
import { parseArgs } from 'node:util'
import { FIRST_DAY, fillYear, LAST_DAY, MANAGERS_ORGANISATION } from '../../../bench/dashboards/counted-year.ts'
import { fillShields } from '../../../bench/dashboards/shields.ts'
import { machineFacts } from '../../../bench/machine.ts'
import { median } from '../../../bench/median.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { costsOf } from '../../../bench/serving/cost.ts'
import { countCell, markdownTable, type Cell } from '../../../bench/tables.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { sizes: text, rounds: text, shields: text } })
const rounds = Number(values.rounds ?? 5)
const shields = Number(values.shields ?? 100_000)
const sizes = (values.sizes ?? '100000,1000000').split(',').map(Number)

const YEAR = { from: FIRST_DAY, to: LAST_DAY }
const MONTH = { from: '2026-11-01', to: LAST_DAY }
const auditor = { personId: 'auditor', role: 'auditor', organisation: 'National' } as Caller
const manager = { personId: 'manager', role: 'cpmt', organisation: MANAGERS_ORGANISATION } as Caller
const ASKED: [string, Caller, ReadFigures][] = [
  ['accesses by day', auditor, { name: 'accesses', by: 'day', ...YEAR }],
  ['accesses by month', auditor, { name: 'accesses', by: 'month', ...YEAR }],
  ['accesses by role', auditor, { name: 'accesses', by: 'role', ...YEAR }],
  ['accesses by reason', auditor, { name: 'accesses', by: 'reason', ...YEAR }],
  ['accesses by action', auditor, { name: 'accesses', by: 'action', ...YEAR }],
  ['accesses by organisation', auditor, { name: 'accesses', by: 'organisation', ...YEAR }],
  ['accesses by hour, a month', auditor, { name: 'accesses', by: 'hour', ...MONTH }],
  ['misses by day', auditor, { name: 'misses', by: 'day', ...YEAR }],
  ['misses by organisation', auditor, { name: 'misses', by: 'organisation', ...YEAR }],
  ['people', auditor, { name: 'people', ...YEAR }],
  ['adoption by organisation', auditor, { name: 'adoption', ...YEAR }],
  ['overrides by month', auditor, { name: 'overrides', by: 'month', ...YEAR }],
  ['log', auditor, { name: 'log', ...YEAR }],
  ['accesses by month, a manager', manager, { name: 'accesses', by: 'month', ...YEAR }],
  ['people, a manager', manager, { name: 'people', ...YEAR }],
]
const OF_SHIELDS = SHIELD_BREAKDOWNS.map((by): [string, Caller, ReadFigures] => [
  `shields by ${by}`,
  auditor,
  { name: 'shields', by },
])

interface Measured {
  ms: number
  cpuMs: number
}

const stack = await startTestStack({ apps: ['audit', 'shielding'] })
try {
  await stack.children.get('audit')!.stop()
  await measureAll()
} finally {
  await stack.remove()
}

async function measureAll(): Promise<void> {
  const client = await asAdministrator(stack)
  const filled: Awaited<ReturnType<typeof fillYear>>[] = []
  const measured: Measured[][] = []
  for (const size of sizes) {
    filled.push(await fillYear(client, size))
    say(`${countCell(filled.at(-1)!.entries)} entries are ${countCell(filled.at(-1)!.documents)} documents`)
    measured.push(await inThisProcess((app) => figures(app, ASKED)))
  }
  await fillShields(client, shields)
  const ofShields = await inThisProcess((app) => figures(app, OF_SHIELDS))
  await client.close()
  await report(filled, measured, ofShields)
}

type App = Awaited<ReturnType<typeof NestFactory.createApplicationContext>>

/** The service in this process. */
async function inThisProcess<T>(work: (app: App) => Promise<T>): Promise<T> {
  const seed = stack.secrets.busSeeds.audit
  const connection = await connectBus({ servers: stack.address.natsUrl, service: 'audit', seed })
  const { audit } = await built<typeof import('../app.module.ts')>('app.module.js')
  const shell = shellOf(audit, { settings: settingsIn(stack, 'audit'), connection })
  const app = await NestFactory.createApplicationContext(shell, { logger: false })
  const { CountingService } = await built<typeof import('./counting.service.ts')>('figures/counting.service.js')
  // There are more entries counted than the ledger has: it is not followed here.
  await app.get(CountingService, { strict: false }).onModuleDestroy()
  const result = await work(app)
  await app.close()
  await connection.close()
  return result
}

/** Each figure asked of the service, its own entry and receipt included. */
async function figures(app: App, asked: typeof ASKED): Promise<Measured[]> {
  const { FiguresService } = await built<typeof import('./figures.service.ts')>('figures/figures.service.js')
  const service = app.get(FiguresService, { strict: false })
  const results: Measured[] = []
  for (const [name, caller, ask] of asked) {
    results.push(await measure(() => withCall(ownCall(), () => service.read(caller, ask))))
    say(`${name}: ${results.at(-1)!.ms.toFixed(1)} ms`)
  }
  return results
}

async function measure(read: () => Promise<unknown>): Promise<Measured> {
  // Once to warm up: what was just written is in no cache.
  await read()
  const before = cpuMs()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await read()
    times.push(performance.now() - began)
  }
  return { ms: median(times), cpuMs: (cpuMs() - before) / rounds }
}

/** Of this process, of the store, and of shielding, which counts its shields. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  const { mongo, shielding } = costsOf(stack)
  return (user + system) / 1000 + (mongo?.cpuMs ?? 0) + (shielding?.cpuMs ?? 0)
}

/** The compiled module: Node reads no decorators. */
async function built<T>(file: string): Promise<T> {
  return (await import(`../dist/${file}`)) as T
}

async function report(
  filled: Awaited<ReturnType<typeof fillYear>>[],
  measured: Measured[][],
  ofShields: Measured[],
): Promise<void> {
  const [first, last] = [measured[0]!, measured.at(-1)!]
  const grown = Math.log(filled.at(-1)!.entries / filled[0]!.entries)
  const rows = ASKED.map(([name], n): Cell[] => [
    name,
    ...measured.flatMap((one) => [one[n]!.ms.toFixed(1), one[n]!.cpuMs.toFixed(1)]),
    filled.length > 1 ? (Math.log(last[n]!.ms / first[n]!.ms) / grown).toFixed(2) : '-',
  ])
  const header = ['', ...filled.flatMap(({ entries }) => [`${countCell(entries)}: ms`, 'CPU ms']), 'exponent']
  const kept = filled.map(({ entries, documents, megabytes }) => [countCell(entries), countCell(documents), megabytes])
  const lines = [
    '# The figures of the dashboards\n',
    'A year of entries, folded by the rules of the service and written in place of what following the ledger writes: 390,000 people of 20,000',
    'organisations, half of it done by a quarter of them. Each figure is asked of the service in this process, its own entry and receipt',
    `included; median of ${rounds} after one, with the CPU of this process and of the store. A day of 200,000 accesses makes 73,000,000 a year:`,
    '`--sizes 73000000`; above 600,000 days repeat, and above 1,000,000 the days of 50 organisations only are kept, the manager’s among them.',
    'Made by `npm run bench -- dashboards`.\n',
    `${machineFacts()}\n- store: mongod 6.0 (embedded), one member, cache 0.5 GB\n`,
    markdownTable(header, rows),
    '\n## What is kept of it\n',
    markdownTable(['entries', 'documents', 'MB'], kept),
    ...shieldLines(ofShields),
    '',
  ].join('\n')
  await keepPage('dashboards', lines)
  process.stdout.write(lines)
}

function shieldLines(measured: Measured[]): string[] {
  const row = ([name]: (typeof ASKED)[number], n: number): Cell[] => {
    const { ms, cpuMs: cpu } = measured[n]!
    return [name, ms.toFixed(1), cpu.toFixed(1)]
  }
  return [
    `\n## ${countCell(shields)} shields\n`,
    'Counted by shielding when they are asked for, over the bus; CPU with that of shielding.\n',
    markdownTable(['', 'ms', 'CPU ms'], OF_SHIELDS.map(row)),
  ]
}

function say(line: string): void {
  process.stderr.write(`… ${line}\n`)
}
