// Usage: npm run bench -- ledger [--seconds 5] [--largest 1000000]
// The ledger in this process and over the bus, on a mongod and a nats-server of its own; and verifying logs of three sizes.
import { NestFactory } from '@nestjs/core'
import { connectBus, ownCall, withCall } from '@contactpoint/bus'
import { appendEntry, newChildId, type AppendEntry } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { asAdministrator, asService, settingsIn, shellOf, startTestStack } from '@contactpoint/testing'
import { randomInt, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeLog } from '../../../bench/ledger/made-log.ts'
import { verifyInProcess } from '../../../bench/ledger/verify-run.ts'
import { closedLoad, openLoad, type LoadResult } from '../../../bench/load.ts'
import { machineFacts } from '../../../bench/machine.ts'
import { keepPage } from '../../../bench/results-page.ts'
import { countCell, markdownTable, type Cell } from '../../../bench/tables.ts'

const WRITERS = [1, 16, 64, 256]
const BULK = 500

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { seconds: text, largest: text } })
const seconds = Number(values.seconds ?? 5)
const largest = Number(values.largest ?? 1_000_000)

const known = Array.from({ length: 2_000 }, () => newChildId(randomInt))
const anEntry = (childId = known[randomInt(known.length)]!): AppendEntry => ({
  entryId: randomUUID(),
  caller: { personId: randomUUID(), role: 'practitioner', organisation: '383' },
  action: 'disclosure',
  outcome: 'shown',
  reason: 'assessment',
  children: [{ childId, shown: 'full' }],
  particulars: { caseReference: 'CASE-77' },
})

const stack = await startTestStack({ apps: ['audit'] })
try {
  const ofBus = await overTheBus()
  const { ofProcess, bulk, delay, bytes } = await inThisProcess()
  const verified = await verifying()
  await report(ofProcess, ofBus, bulk, delay, bytes, verified)
} finally {
  await stack.remove()
}

async function overTheBus(): Promise<Row[]> {
  const { bus, connection } = await asService(stack, 'shielding')
  const append = (): Promise<unknown> => withCall(ownCall(), () => bus.ask(appendEntry, anEntry()))
  await eventually(async () => append().then(() => true), 30_000)
  for (const childId of known) await withCall(ownCall(), () => bus.ask(appendEntry, anEntry(childId)))
  const rows = await closedRows(append)
  rows.push({ name: '500 a second', ...(await openLoad(500, append, { seconds })) })
  say(`over the bus, 500 a second: p99 ${rows.at(-1)!.p99.toFixed(1)} ms`)
  await connection.close()
  await stack.children.get('audit')!.stop()
  return rows
}

async function inThisProcess() {
  const connection = await connectBus({
    servers: stack.address.natsUrl,
    service: 'audit',
    seed: stack.secrets.busSeeds.audit,
  })
  const app = await NestFactory.createApplicationContext(await auditModule(connection), { logger: false })
  const { LedgerService } = await built<typeof import('./ledger.service.ts')>('ledger.service.js')
  const { CheckpointsService } = (await import(
    '../dist/checkpoints/checkpoints.service.js' as string
  )) as typeof import('../checkpoints/checkpoints.service.ts')
  const [ledger, checkpoints] = [
    app.get(LedgerService, { strict: false }),
    app.get(CheckpointsService, { strict: false }),
  ]
  await eventually(async () => ledger.append(anEntry()).then(() => true), 30_000)
  const ofProcess = await closedRows(() => ledger.append(anEntry()))
  const ofNew = await closedLoad(64, () => ledger.append(anEntry(newChildId(randomInt))), { seconds })
  ofProcess.push({ name: '64 writers, each child new', ...ofNew })
  const delay = await openLoad(
    5,
    async () => {
      const { index } = await ledger.append(anEntry())
      await eventually(async () => ((await checkpoints.latest())?.size ?? 0) > index, 10_000, 5)
    },
    { seconds },
  )
  const { bulk, bytes } = await bareStore()
  await app.close()
  await connection.close()
  return { ofProcess, bulk, delay, bytes }
}

async function auditModule(connection: Awaited<ReturnType<typeof connectBus>>) {
  const { audit } = (await import('../dist/app.module.js' as string)) as typeof import('../app.module.ts')
  return shellOf(audit, { settings: settingsIn(stack, 'audit'), connection })
}

/** The compiled module: Node reads no decorators. */
async function built<T>(file: string): Promise<T> {
  return (await import(`../dist/ledger/${file}`)) as T
}

/** The same documents into the same server without any of our work, several hundred at a time; and what an entry takes there. */
async function bareStore(): Promise<{ bulk: number; bytes: { stored: number; indexes: number; tree: number } }> {
  const client = await asAdministrator(stack)
  const db = client.db('audit')
  const documents = await db
    .collection('entries')
    .find()
    .limit(BULK * 40)
    .toArray()
  const bare = client.db('bare').collection('entries')
  const concern = { writeConcern: { w: 'majority' as const, journal: true } }
  const began = performance.now()
  for (let n = 0; n < documents.length; n += BULK) await bare.insertMany(documents.slice(n, n + BULK), concern)
  const bulk = documents.length / ((performance.now() - began) / 1000)
  await client.db('admin').command({ fsync: 1 })
  const sizeOf = async (name: string) => {
    const [stats] = await db
      .collection(name)
      .aggregate([{ $collStats: { storageStats: {} } }])
      .toArray()
    return stats!.storageStats as { count: number; storageSize: number; totalIndexSize: number }
  }
  const [entries, tiles] = [await sizeOf('entries'), await sizeOf('tiles')]
  await client.close()
  const an = (size: number): number => size / entries.count
  return {
    bulk,
    bytes: { stored: an(entries.storageSize), indexes: an(entries.totalIndexSize), tree: an(tiles.storageSize) },
  }
}

async function verifying(): Promise<Cell[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'made-log-'))
  const rows: Cell[][] = []
  for (const size of [largest / 100, largest / 10, largest]) {
    const log = join(folder, String(size))
    await mkdir(log)
    await makeLog(log, size)
    const { seconds: took, megabytes } = await verifyInProcess(log)
    rows.push([countCell(size), took.toFixed(1), Math.round(megabytes)])
    say(`verified ${countCell(size)} entries in ${took.toFixed(1)} s, ${Math.round(megabytes)} MB`)
  }
  await rm(folder, { recursive: true })
  return rows
}

interface Row extends LoadResult {
  name: string
}

async function closedRows(append: () => Promise<unknown>): Promise<Row[]> {
  const rows: Row[] = []
  for (const writers of WRITERS) {
    const row = {
      name: `${writers} ${writers === 1 ? 'writer' : 'writers'}`,
      ...(await closedLoad(writers, append, { seconds })),
    }
    rows.push(row)
    say(`${row.name}: ${Math.round(row.rate)} a second, p99 ${row.p99.toFixed(1)} ms`)
  }
  return rows
}

async function report(
  ofProcess: Row[],
  ofBus: Row[],
  bulk: number,
  delay: LoadResult,
  bytes: { stored: number; indexes: number; tree: number },
  verified: Cell[][],
): Promise<void> {
  const cells = ({ name, rate, p50, p99 }: Row): Cell[] => [
    name,
    Math.round(rate),
    p50.toFixed(1),
    p99.toFixed(1),
    (rate / bulk).toFixed(2),
  ]
  const header = ['', 'a second', 'p50, ms', 'p99, ms', 'of bulk']
  const lines = [
    '# The ledger\n',
    'Each entry is durable (majority, journaled) before its append answers; one child and a case reference each, 2,000 children',
    'whose keys are there unless said otherwise; checkpoints are made meanwhile. The store, the ledger and the load share the',
    `machine. "of bulk": beside the bare bulk insert of the same documents into the same server, ${BULK} at a time, journaled:`,
    `${Math.round(bulk)} documents a second. Made by \`npm run bench -- ledger\`.\n`,
    `${machineFacts()}\n- store: mongod 6.0 (embedded), one member, cache 0.5 GB; warm-up 1.5 s, then ${seconds} s each\n`,
    '## In-process\n',
    markdownTable(header, ofProcess.map(cells)),
    '\n## Over the bus, to a service of its own\n',
    markdownTable(header, ofBus.map(cells)),
    `\nFrom asking to a signed checkpoint that covers the entry: p50 ${Math.round(delay.p50)} ms, p99 ${Math.round(delay.p99)} ms.`,
    `An entry takes ${Math.round(bytes.stored)} bytes in its collection, ${Math.round(bytes.indexes)} in indexes and ${Math.round(bytes.tree)} in tiles.`,
    '\n## Verifying with `log verify`, a process of its own\n',
    markdownTable(['entries', 'seconds', 'largest memory, MB'], verified),
    '',
  ].join('\n')
  await keepPage('ledger', lines)
  process.stdout.write(lines)
}

function say(line: string): void {
  process.stderr.write(`… ${line}\n`)
}
