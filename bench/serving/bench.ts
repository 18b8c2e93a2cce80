import { ContactPointClient } from '@contactpoint/client'
import { demoAccount, nextCode } from '@contactpoint/testing'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { costsOf } from './cost.ts'
import { servedEngland, type KnownChild, type ServedEngland } from './england.ts'
import { HttpCaller } from './http-caller.ts'
import { measure, memoryOf, type Loads } from './measure.ts'
import { report, type Report, type ServedSize } from './report.ts'

/** Makes one request about some child. */
export type AskAbout = (caller: HttpCaller, child: KnownChild, token: string) => Promise<unknown>

const MOST_CONNECTIONS = 256
const AFTER_MS = 120_000
const USAGE =
  'Options: --children 10000,100000,1000000 --rounds 3 --seconds 4 --connections 1,16,64 --rates 50,200 --memory'

const text = { type: 'string' } as const

/** A bench of the whole stack: over sizes of the directory, closed and open loops, rounds; printed and written. */
export async function benchServing(given: Omit<Report, 'sizes' | 'command'>, ask: AskAbout): Promise<void> {
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
  if (values.help) return void process.stdout.write(`npm run bench -- ${given.name}\n${USAGE}\n`)
  const sizes: ServedSize[] = []
  const loads: Loads = {
    closed: numbers(values.connections ?? '1,16,64'),
    open: numbers(values.rates ?? '50,200'),
    rounds: Number(values.rounds ?? 3),
    seconds: Number(values.seconds ?? 4),
  }
  for (const children of numbers(values.children ?? '10000'))
    sizes.push(await serveSize(children, loads, ask, values.memory === true))
  const command = ['npm run bench --', given.name, ...process.argv.slice(2)].join(' ')
  await report({ ...given, command, sizes })
}

async function serveSize(children: number, loads: Loads, ask: AskAbout, waits: boolean): Promise<ServedSize> {
  const say = (line: string): boolean => process.stderr.write(`  … ${children} children: ${line}\n`)
  const england = await servedEngland(children, say)
  const caller = new HttpCaller(england.stack.address.gatewayUrl, MOST_CONNECTIONS)
  try {
    const token = await tokenOf(england)
    const pick = (): KnownChild => england.known[Math.floor(Math.random() * england.known.length)]!
    const before = memoryOf(costsOf(england.stack))
    const served = await measure(england, async () => ask(caller, pick(), await token()), loads, say)
    const after = memoryOf(costsOf(england.stack))
    if (waits) await sleep(AFTER_MS)
    const twoMinutesLater = waits ? memoryOf(costsOf(england.stack)) : null
    return { children, served, memory: { before, after, twoMinutesLater } }
  } finally {
    caller.close()
    await england.stack.stop()
  }
}

/** A practitioner's token, another when it is about to end. */
async function tokenOf({ stack, folder }: ServedEngland): Promise<() => Promise<string>> {
  const { username, password, pin, totpSecret } = await demoAccount({ folder }, 'practitioner')
  const code = await nextCode(totpSecret)
  const { tokens } = await new ContactPointClient(stack.address.gatewayUrl).signIn({ username, password, pin, code })
  return () => tokens!.current()
}

function numbers(list: string): number[] {
  return list.split(',').map(Number)
}
