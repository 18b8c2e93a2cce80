// Usage: npm run bench -- misuse [--judged 20000] [--rounds 3]
// What it takes to judge entries by the rules of misuse: as they come, and as they were left when nobody judged.
import { NestFactory } from '@nestjs/core'
import { connectBus, ownCall, withCall } from '@contactpoint/bus'
import { asAdministrator, settingsIn, shellOf, startTestStack } from '@contactpoint/testing'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { anAccess } from '../../../bench/dashboards/accesses.ts'
import { fillYear } from '../../../bench/dashboards/counted-year.ts'
import { machineFacts } from '../../../bench/machine.ts'
import { median } from '../../../bench/median.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { costsOf } from '../../../bench/serving/cost.ts'
import { countCell, markdownTable, type Cell } from '../../../bench/tables.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { judged: text, rounds: text } })
const judged = Number(values.judged ?? 20_000)
const rounds = Number(values.rounds ?? 3)

/** What is judged in one step: what comes in a second of the busiest hours, and what was left. */
const AT_ONCE = { 'as they come, 7 a second': 7, 'left over, 500 at once': 500 }
const A_WEEKDAY = 200_000
/** What the year before is counted from: what is usual for a role is read from it. */
const COUNTED = 100_000
/** Until what else follows the ledger has nothing to do. */
const QUIET_MS = 5_000

interface Measured {
  ms: number
  cpuMs: number
}

const stack = await startTestStack({ apps: ['audit'] })
try {
  await stack.children.get('audit')!.stop()
  const client = await asAdministrator(stack)
  await fillYear(client, COUNTED)
  await client.close()
  await report(await misuse())
} finally {
  await stack.remove()
}

/** The service in this process, in which nothing is judged but here, and nothing counted: there are more entries counted than the ledger has. */
async function misuse(): Promise<Measured[]> {
  const seed = stack.secrets.busSeeds.audit
  const connection = await connectBus({ servers: stack.address.natsUrl, service: 'audit', seed })
  const { audit } = await built<typeof import('../app.module.ts')>('app.module.js')
  const shell = shellOf(audit, { settings: settingsIn(stack, 'audit'), connection })
  const app = await NestFactory.createApplicationContext(shell, { logger: false })
  const { CountingService } =
    await built<typeof import('../figures/counting.service.ts')>('figures/counting.service.js')
  const { LedgerService } = await built<typeof import('../ledger/ledger.service.ts')>('ledger/ledger.service.js')
  const { MisuseService } = await built<typeof import('./misuse.service.ts')>('misuse/misuse.service.js')
  const [ledger, service] = [app.get(LedgerService, { strict: false }), app.get(MisuseService, { strict: false })]
  await app.get(CountingService, { strict: false }).onModuleDestroy()
  await service.onModuleDestroy()
  const factsFrom = ledger.factsFrom.bind(ledger)
  const append = () => withCall(ownCall(), () => ledger.append(anAccess()))
  const results: Measured[] = []
  for (const [name, atOnce] of Object.entries(AT_ONCE)) {
    ledger.factsFrom = (index, count) => factsFrom(index, Math.min(count, atOnce))
    const measured: Measured[] = []
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < judged; n += 50) await Promise.all(Array.from({ length: 50 }, append))
      await sleep(QUIET_MS)
      measured.push(await measure(() => service.follow(() => true)))
      say(`${name}: ${measured.at(-1)!.cpuMs.toFixed(2)} CPU ms an entry`)
    }
    results.push({ ms: median(measured.map(({ ms }) => ms)), cpuMs: median(measured.map(({ cpuMs: cpu }) => cpu)) })
  }
  await app.close()
  await connection.close()
  return results
}

/** What an entry takes. */
async function measure(judge: () => Promise<void>): Promise<Measured> {
  const [began, before] = [performance.now(), cpuMs()]
  await judge()
  return { ms: (performance.now() - began) / judged, cpuMs: (cpuMs() - before) / judged }
}

/** Of this process and of the store. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (costsOf(stack).mongo?.cpuMs ?? 0)
}

/** The compiled module: Node reads no decorators. */
async function built<T>(file: string): Promise<T> {
  return (await import(`../dist/${file}`)) as T
}

async function report(measured: Measured[]): Promise<void> {
  const row = (name: string, n: number): Cell[] => {
    const { ms, cpuMs: cpu } = measured[n]!
    const aDay = (each: number): string => ((each * A_WEEKDAY) / 60_000).toFixed(1)
    return [`misuse, ${name}`, ms.toFixed(2), cpu.toFixed(2), aDay(ms), aDay(cpu)]
  }
  const header = ['', 'ms an entry', 'CPU ms an entry', `${countCell(A_WEEKDAY)}: minutes`, 'CPU minutes']
  const lines = [
    '# What the rules of misuse cost\n',
    `${countCell(judged)} accesses of 390,000 people, judged once they are recorded, in steps of so many, one transaction each: median of ${rounds}. CPU of this`,
    `process and of the store. A weekday has ${countCell(A_WEEKDAY)}, most of them in eight hours: some 7 a second. Made by \`npm run bench -- misuse\`.\n`,
    `${machineFacts()}\n- store: mongod 6.0 (embedded), one member, cache 0.5 GB\n`,
    markdownTable(header, Object.keys(AT_ONCE).map(row)),
    '',
  ].join('\n')
  await keepPage('misuse', lines)
  process.stdout.write(lines)
}

function say(line: string): void {
  process.stderr.write(`… ${line}\n`)
}
