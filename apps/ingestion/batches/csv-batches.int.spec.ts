import { applyRecords, type ApplyRecords, type BatchReport } from '@contactpoint/contracts'
import { generate } from '@contactpoint/synthetic'
import { eventually } from '@contactpoint/stack'
import { aRoom, aSupplier, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestion } from '../app.module.ts'
import { BatchesService } from './batches.service.ts'

const SOURCE = 'child-benefit'
const supplier = aSupplier({ source: SOURCE })
const created = async ({ rows }: ApplyRecords) => ({
  fates: rows.map(({ record }) => ({ recordId: record.recordId, fate: 'created' as const, code: null })),
})

let room: Room<'directory'>
let file: string

beforeAll(async () => {
  const out = await mkdtemp(join(tmpdir(), 'benefit-'))
  const { feeds } = await generate({ children: 400, seed: 3, out })
  file = await readFile(feeds.find(({ source }) => source === SOURCE)!.file, 'utf8')
  await rm(out, { recursive: true })
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
  room.fakes.directory.answers(applyRecords, created)
})

afterAll(() => room?.close())

async function sent(text: string): Promise<BatchReport> {
  const content = Buffer.from(text)
  const batches = room.get(BatchesService)
  const { batchId } = await inACall(() => batches.open(supplier, { source: SOURCE }))
  const sha256 = createHash('sha256').update(content).digest('hex')
  await inACall(() => batches.append(supplier, { batchId, index: 0, content: content.toString('base64') }))
  await inACall(() => batches.close(supplier, { batchId, chunks: 1, sha256 }))
  const report = () => inACall(() => batches.report(supplier, { source: SOURCE, batchId }))
  await eventually(async () => ['applied', 'refused'].includes((await report()).state), 20_000, 20)
  return report()
}

it('a file in CSV comes to the directory row for row, and each that cannot has its line', async () => {
  const lines = file.trimEnd().split('\n')
  const [, first, second] = lines as [string, string, string]
  const damaged = [...lines, first, `${second},`, second.replace(/^[^,]*/, '2099-01-01')].join('\r\n') + '\r\n'
  const rows = lines.length - 1
  expect(await sent(damaged)).toMatchObject({
    state: 'applied',
    rows: rows + 3,
    accepted: rows,
    refused: 3,
    waiting: 0,
  })
  const { refusals } = await sent(damaged)
  expect(refusals.map(({ line, field, code }) => [line, field, code])).toEqual([
    [rows + 2, 'recordId', 'repeated-in-file'],
    [rows + 3, 'row', 'cells'],
    [rows + 4, 'extractDate', 'in-the-future'],
  ])
  const told = room.fakes.directory.questions(applyRecords).flatMap((ask) => ask.rows.map(({ record }) => record))
  expect([told.length, new Set(told.map(({ recordId }) => recordId)).size]).toEqual([2 * rows, rows])
})

it('a file in CSV with a column of what is never kept is refused whole, by its name', async () => {
  const fault = { line: 1, code: 'never-kept-sortCode' }
  const withColumn = file
    .trimEnd()
    .split('\n')
    .map((line, i) => `${line},${i === 0 ? 'Sort Code' : '203040'}`)
  const report = await sent(withColumn.join('\n') + '\n')
  expect(report).toMatchObject({ state: 'refused', rows: 0, refusals: [], fileFault: fault })
})
