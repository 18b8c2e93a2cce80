import { applyRecords, type ApplyRecords, type BatchReport } from '@contactpoint/contracts'
import type { Caller } from '@contactpoint/bus'
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

const SOURCE = 'authority'
const supplierOf = (authority: string): Caller => aSupplier({ source: SOURCE, personId: `s-${authority}`, authority })
const updated = async ({ rows }: ApplyRecords) => ({
  fates: rows.map(({ record }) => ({ recordId: record.recordId, fate: 'updated' as const, code: null })),
})

let room: Room<'directory'>
let file: string

beforeAll(async () => {
  const out = await mkdtemp(join(tmpdir(), 'authority-'))
  const { feeds } = await generate({ children: 1_000, seed: 3, out })
  file = await readFile(feeds.find(({ source }) => source === SOURCE)!.file, 'utf8')
  await rm(out, { recursive: true })
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
  room.fakes.directory.answers(applyRecords, updated)
})

afterAll(() => room?.close())

async function sent(supplier: Caller, text: string, preview = false): Promise<BatchReport> {
  const content = Buffer.from(text)
  const batches = room.get(BatchesService)
  const { batchId } = await inACall(() => batches.open(supplier, { source: SOURCE, preview }))
  const sha256 = createHash('sha256').update(content).digest('hex')
  await inACall(() => batches.append(supplier, { batchId, index: 0, content: content.toString('base64') }))
  await inACall(() => batches.close(supplier, { batchId, chunks: 1, sha256 }))
  const report = () => inACall(() => batches.report(supplier, { source: SOURCE, batchId }))
  await eventually(async () => ['applied', 'staged'].includes((await report()).state), 20_000, 20)
  return report()
}

it('a supplier of one authority sends rows of its own records alone, and is told of its own alone', async () => {
  const [header, ...lines] = file.trimEnd().split('\n') as [string, ...string[]]
  const byAuthority = Map.groupBy(lines, (line) => line.split(',')[2]!)
  const [[one, own], [other]] = [...byAuthority].sort(([, a], [, b]) => b.length - a.length) as [
    [string, string[]],
    [string, string[]],
  ]
  const all = await sent(aSupplier({ source: SOURCE, authority: '' }), file)
  expect(all).toMatchObject({ rows: lines.length, accepted: lines.length, refused: 0 })

  const report = await sent(supplierOf(one), file)
  expect(report).toMatchObject({ accepted: own.length, refused: lines.length - own.length })
  expect(new Set(report.refusals.map(({ field, code }) => `${field} ${code}`))).toEqual(
    new Set(['authority not-your-authority']),
  )
  const asked = room.fakes.directory.questions(applyRecords).flatMap(({ rows }) => rows.map(({ record }) => record))
  const again = asked.slice(lines.length)
  expect(again).toHaveLength(own.length)
  expect(again.filter(({ recordId }) => !recordId.startsWith(`${one}-`))).toEqual([])

  const nothing = await sent(supplierOf(one), `${header}\n`, true)
  expect(nothing.preview).toMatchObject({ known: 0, missing: own.length })
  expect((await sent(supplierOf(other), `${header}\n`, true)).preview!.missing).toBe(byAuthority.get(other)!.length)
})
