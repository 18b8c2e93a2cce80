// Usage: npm run bench -- proofs
// What it costs to check the proof of a key that comes with a request (RFC 9449), and to make one.
import 'reflect-metadata'
import type { Bus } from '@contactpoint/bus'
import { ProofKey } from '@contactpoint/testing'
import type { Request } from 'express'
import { machineFacts } from '../../../bench/machine.ts'
import { median } from '../../../bench/median.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { markdownTable } from '../../../bench/tables.ts'

const PROOFS = 4_000
const ROUNDS = 5
const PATH = '/searches'
/** As long as one of a practitioner. */
const TOKEN = 'a'.repeat(750)

const { GatewayConfig } = await built<typeof import('../gateway.config.ts')>('gateway.config.js')
const { ProofsService } = await built<typeof import('./proofs.service.ts')>('access/proofs.service.js')
const { SeenProofsService } = await built<typeof import('./seen-proofs.service.ts')>('access/seen-proofs.service.js')

const service = new ProofsService(
  new GatewayConfig(),
  new SeenProofsService({ tell: () => undefined } as unknown as Bus),
)
const prove = (key: ProofKey) => key.proof('POST', `http://localhost:3000${PATH}`, TOKEN)
const check = (dpop: string) =>
  service.keyProvedBy({ method: 'POST', originalUrl: PATH, headers: { dpop } } as unknown as Request, TOKEN, null)

/** The compiled module: Node reads no decorators. */
async function built<T>(file: string): Promise<T> {
  return (await import(`../dist/${file}`)) as T
}

/** Milliseconds of CPU that each takes, of all threads. */
async function cpuOf<T>(given: readonly T[], work: (one: T) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (const one of given) await work(one)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / given.length
}

const keys = await Promise.all(Array.from({ length: PROOFS }, () => ProofKey.make()))
const rounds: Record<string, number[]> = { 'checked, its key is known': [], 'checked, its key is new': [], made: [] }
for (let round = 0; round < ROUNDS; round++) {
  const own = await ProofKey.make()
  const ofOne = await Promise.all(keys.map(() => prove(own)))
  const strangers = await Promise.all(keys.map(async () => prove(await ProofKey.make())))
  rounds['checked, its key is known']!.push(await cpuOf(ofOne, check))
  rounds['checked, its key is new']!.push(await cpuOf(strangers, check))
  rounds['made']!.push(
    await cpuOf(
      keys.map(() => own),
      prove,
    ),
  )
}

const rows = Object.entries(rounds).map(([what, ms]) => [what, median(ms).toFixed(3)])
const table = markdownTable(['a proof', 'CPU ms'], rows)
const page = `# Proofs of a key

${machineFacts()}
- command: \`npm run bench -- proofs\`
- the middle one of ${ROUNDS} rounds of ${PROOFS} proofs, all threads of the process

${table}
`
process.stdout.write(page)
await keepPage('proofs', page)
