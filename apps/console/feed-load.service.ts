import { Bus, connectBus, ownCall, withCall } from '@contactpoint/bus'
import { SOURCES, tallyBatch, type BatchReport, type BatchTally, type Source } from '@contactpoint/contracts'
import { api, ContactPointClient, ProblemError } from '@contactpoint/client'
import { StackError } from '@contactpoint/stack/stack-error'
import { stat } from 'node:fs/promises'
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

/** Signed in as the demo supplier of a feed. */
async function supplierOf(gatewayUrl: string, source: Source): Promise<ContactPointClient> {
  const found = (await demoClients()).find((one) => one.source === source)
  if (!found) throw new StackError(`There is no demo supplier of ${source}.`)
  const { clientId, clientSecret } = found
  return new ContactPointClient(gatewayUrl)
    .signInClient({ clientId, clientSecret })
    .catch(saying('The supplier could not sign in'))
}

async function upload(gatewayUrl: string, file: string, source: Source): Promise<string> {
  const supplier = await supplierOf(gatewayUrl, source)
  const sent = supplier.send(api.feeds.send, { source }, file).catch(saying('The gateway did not take the file'))
  return (await sent).batchId
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
    if (tally?.state === 'applied' || tally?.state === 'refused') return tally
    await sleep(ASK_EVERY_MS)
  }
}

async function refusalText(gatewayUrl: string, source: Source, batchId: string): Promise<string> {
  const { fileFault } = await report(gatewayUrl, source, batchId)
  return `The file was refused as a whole: ${fileFault?.code ?? 'unknown'} at line ${fileFault?.line ?? 0}. No row of it was taken.`
}

async function report(gatewayUrl: string, source: Source, batchId: string): Promise<BatchReport> {
  const supplier = await supplierOf(gatewayUrl, source)
  return supplier.call(api.feeds.report, { source, batchId }).catch(saying('There is no report'))
}

/** What the API says no with, after words of ours. */
function saying(words: string): (error: Error) => never {
  return (error) => {
    const status = error instanceof ProblemError ? `${error.status} ` : ''
    throw new StackError(`${words}: ${status}${error.message}`)
  }
}
