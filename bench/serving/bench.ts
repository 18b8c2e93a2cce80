import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { costsOf } from './cost.ts'
import { servedEngland, type KnownChild, type ServedEngland } from './england.ts'
import { HttpCaller } from './http-caller.ts'
import { atRest, measure, type Loads } from './measure.ts'
import { tokensInTurn } from './people.ts'
import { report, type Report, type ServedSize } from './report.ts'

/** Makes one request, perhaps about some child and for somebody who is signed in. */
export type AskAbout = (caller: HttpCaller, child: KnownChild, token: string) => Promise<unknown>

const MOST_CONNECTIONS = 256
const AFTER_MS = 120_000
const RATES = '50,200'
const usageOf = ({ name, rates = RATES }: Bench): string =>
  `npm run bench -- ${name}\nOptions: --children 10000,100000,1000000 --rounds 3 --seconds 4 --connections 1,16,64 --rates ${rates} --memory\n`

/** What a bench of the whole stack measures, and at which rates when none are given. */
type Bench = Omit<Report, 'sizes' | 'command'> & { rates?: string }

const text = { type: 'string' } as const

/** A bench of the whole stack: over sizes of the directory, closed and open loops, rounds; printed and written. */
export async function benchServing(
  given: Bench,
  prepare: (england: ServedEngland) => AskAbout | Promise<AskAbout>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      children: text,
      rounds: text,
      seconds: text,
      connections: text,
      rates: text,
      memory: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usageOf(given))
  const sizes: ServedSize[] = []
  const loads: Loads = {
    closed: numbers(values.connections ?? '1,16,64'),
    open: numbers(values.rates ?? given.rates ?? RATES),
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 4),
  }
  for (const children of numbers(values.children ?? '10000'))
    sizes.push(await serveSize(children, loads, prepare, values.memory === true))
  const command = ['npm run bench --', given.name, ...process.argv.slice(2)].join(' ')
  await report({ ...given, command, sizes })
}

async function serveSize(
  children: number,
  loads: Loads,
  prepare: (england: ServedEngland) => AskAbout | Promise<AskAbout>,
  waits: boolean,
): Promise<ServedSize> {
  const say = (line: string): boolean => process.stderr.write(`  … ${children} children: ${line}\n`)
  const england = await servedEngland(children, say)
  const caller = new HttpCaller(england.stack.address.gatewayUrl, MOST_CONNECTIONS)
  try {
    const token = await tokensInTurn(england)
    const ask = await prepare(england)
    const pick = (): KnownChild => england.known[Math.floor(Math.random() * england.known.length)]!
    const rest = await atRest(england, say)
    const served = await measure(england, async () => ask(caller, pick(), await token()), loads, say)
    const after = costsOf(england.stack)
    if (waits) await sleep(AFTER_MS)
    const twoMinutesLater = waits ? costsOf(england.stack) : null
    return { children, served, idle: rest.idle, memory: { before: rest.costs, after, twoMinutesLater } }
  } finally {
    caller.close()
    await england.stack.stop()
  }
}

function numbers(list: string): number[] {
  return list.split(',').map(Number)
}
