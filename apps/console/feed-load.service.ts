import { Bus, connectBus, ownCall, withCall } from '@contactpoint/bus'
import { SOURCES, tallyBatch, type BatchReport, type BatchTally, type Source } from '@contactpoint/contracts'
import { StackError } from '@contactpoint/stack'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { consoleSeed, demoClients, runningStack } from './console.config.ts'

const ASK_EVERY_MS = 250

/** What became of a file, as the operator is told. */
export interface LoadReport {
  rows: number
  created: number
  updated: number
  unchanged: number
  parked: number
  refused: number
  seconds: number
}

/** Where a load is. `total` is known once the file was read whole. */
export interface LoadProgress {
  done: number
  total: number
}

/**
 * Sends a file through the gateway as its supplier would, waits for every row's fate, and counts the fates.
 *
 * @throws StackError with the line and code when the whole file was refused
 */
export async function loadFeed(
  file: string,
  source: Source,
  onProgress?: (progress: LoadProgress) => void,
): Promise<{ batchId: string; report: LoadReport }> {
  await assertReadable(file)
  const { gatewayUrl, natsUrl } = await runningStack()
  const batchId = await upload(gatewayUrl, file, source)
  const connection = await connectBus({ servers: natsUrl, service: 'console', seed: await consoleSeed() })
  try {
    const tally = await waitUntilDone(new Bus(connection), batchId, onProgress)
    if (tally.state === 'refused') throw new StackError(await refusalText(gatewayUrl, source, batchId))
    const { rows, created, updated, unchanged, parked, refused, seconds } = tally
    return { batchId, report: { rows, created, updated, unchanged, parked, refused, seconds } }
  } finally {
    await connection.close()
  }
}

/** What a supplier learns of a batch. */
export async function batchReport(source: Source, batchId: string): Promise<BatchReport> {
  const { gatewayUrl } = await runningStack()
  return report(gatewayUrl, source, batchId)
}

export function toSource(text: string): Source {
  if (!SOURCES.includes(text as Source))
    throw new StackError(`There is no feed ${text}. There are: ${SOURCES.join(', ')}.`)
  return text as Source
}

async function assertReadable(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new StackError(`${file} is not a file that can be read.`)
}

async function upload(gatewayUrl: string, file: string, source: Source): Promise<string> {
  const response = await fetch(`${gatewayUrl}/v1/feeds/${source}/batches`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await clientToken(gatewayUrl, source)}`, 'content-type': 'application/xml' },
    body: Readable.toWeb(createReadStream(file)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  if (response.status !== 202) throw new StackError(`The gateway did not take the file: ${await detailOf(response)}`)
  return ((await response.json()) as { batchId: string }).batchId
}

async function clientToken(gatewayUrl: string, source: Source): Promise<string> {
  const client = (await demoClients()).find((one) => one.source === source)
  if (!client) throw new StackError(`There is no demo supplier of ${source}.`)
  const { clientId, clientSecret } = client
  const response = await fetch(`${gatewayUrl}/v1/client-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, clientSecret }),
  })
  if (!response.ok) throw new StackError(`The supplier could not sign in: ${await detailOf(response)}`)
  return ((await response.json()) as { accessToken: string }).accessToken
}

/** A service that is away for a while only makes the wait longer. */
async function waitUntilDone(
  bus: Bus,
  batchId: string,
  onProgress?: (progress: LoadProgress) => void,
): Promise<BatchTally> {
  for (;;) {
    const tally = await withCall(ownCall(5_000), () => bus.ask(tallyBatch, { batchId })).catch(() => null)
    if (tally) onProgress?.({ done: tally.rows - tally.waiting, total: tally.state === 'reading' ? 0 : tally.rows })
    if (tally?.state === 'done' || tally?.state === 'refused') return tally
    await sleep(ASK_EVERY_MS)
  }
}

async function refusalText(gatewayUrl: string, source: Source, batchId: string): Promise<string> {
  const { fileFault } = await report(gatewayUrl, source, batchId)
  return `The file was refused as a whole: ${fileFault?.code ?? 'unknown'} at line ${fileFault?.line ?? 0}. No row of it was taken.`
}

async function report(gatewayUrl: string, source: Source, batchId: string): Promise<BatchReport> {
  const headers = { authorization: `Bearer ${await clientToken(gatewayUrl, source)}` }
  const response = await fetch(`${gatewayUrl}/v1/feeds/${source}/batches/${encodeURIComponent(batchId)}`, { headers })
  if (!response.ok) throw new StackError(`There is no report: ${await detailOf(response)}`)
  return (await response.json()) as BatchReport
}

async function detailOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string }
  return `${response.status} ${problem.detail ?? ''}`.trim()
}
