import { Bus, connectBus, ownCall, withCall } from '@contactpoint/bus'
import {
  Fault,
  SOURCES,
  retryBatch,
  tallyBatch,
  type BatchReport,
  type BatchState,
  type BatchTally,
  type GetBatch,
  type Source,
} from '@contactpoint/contracts'
import { api, ContactPointClient, ProblemError } from '@contactpoint/client'
import { StackError } from '@contactpoint/stack/stack-error'
import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { consoleSeed, demoClients, runningStack } from './console.config.ts'
import { signInDemo } from './demo-sign-in.service.ts'
import { whyItStands, type LoadReport } from './feed.rules.ts'

const ASK_EVERY_MS = 250

/** Where a load is. `total` is known once the file was read whole. */
export interface LoadProgress {
  done: number
  total: number
}

/** What came of sending a file: its rows have their fates, or it waits and says what it would change. */
export type Loaded = { batchId: string } & ({ report: LoadReport } | { waits: BatchReport })

/** A step is over in these states: it goes on by nobody, or only when somebody says so. */
const ENDS: readonly BatchState[] = ['applied', 'refused', 'staged', 'set-aside', 'rolled-back']

/**
 * Sends a file through the gateway as its supplier would, waits for every row's fate, and counts the fates; of a file that waits for
 * somebody it says what it would change.
 *
 * @throws StackError with the line and code when the whole file was refused
 */
export async function loadFeed(
  file: string,
  { source, preview }: { source: Source; preview: boolean },
  onProgress?: (progress: LoadProgress) => void,
): Promise<Loaded> {
  await assertReadable(file)
  const batchId = await upload(file, source, preview)
  const tally = await tallyAtEnd(batchId, onProgress)
  if (tally.state === 'refused') throw new StackError(await refusalText({ source, batchId }))
  if (tally.state === 'applied') return { batchId, report: toLoadReport(tally) }
  return { batchId, waits: await batchReport({ source, batchId }) }
}

/** What a supplier learns of a batch. */
export async function batchReport(at: GetBatch): Promise<BatchReport> {
  const supplier = await supplierOf(at.source)
  return supplier.call(api.feeds.report, at).catch(saying('There is no report'))
}

/**
 * Applies a file that waits, and waits for every row's fate.
 *
 * @param username the demo account that does so; missing: its supplier does
 */
export async function applyFeed(at: GetBatch, username?: string): Promise<LoadReport> {
  const somebody = await stepperOf(at, username)
  await somebody.call(api.feeds.apply, at).catch(saying('It was not applied'))
  return toLoadReport(await tallyAtEnd(at.batchId))
}

/** Takes back what a file said, or throws away one that waits; see `applyFeed`. */
export async function rollBackFeed(at: GetBatch, username?: string): Promise<void> {
  const somebody = await stepperOf(at, username)
  await somebody.call(api.feeds.rollBack, at).catch(saying('It was not taken back'))
  await tallyAtEnd(at.batchId)
}

/** Gives rows that could not be applied to the directory again, and waits for their fates. @returns how many there were */
export async function retryFeed(batchId: string): Promise<{ rows: number; report: LoadReport }> {
  const asked = overTheBus((bus) => withCall(ownCall(5_000), () => bus.ask(retryBatch, { batchId })))
  const { rows } = await asked.catch((error: unknown) => {
    throw error instanceof Fault ? new StackError(`It was not tried again: ${error.message}.`) : error
  })
  return { rows, report: toLoadReport(await tallyAtEnd(batchId)) }
}

function stepperOf({ source }: GetBatch, username: string | undefined): Promise<ContactPointClient> {
  return username === undefined ? supplierOf(source) : signInDemo(username)
}

function toLoadReport({ rows, created, updated, unchanged, parked, refused, seconds }: BatchTally): LoadReport {
  return { rows, created, updated, unchanged, parked, refused, seconds }
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
async function supplierOf(source: Source): Promise<ContactPointClient> {
  const { gatewayUrl } = await runningStack()
  const found = (await demoClients()).find((one) => one.source === source)
  if (!found) throw new StackError(`There is no demo supplier of ${source}.`)
  const { clientId, clientSecret } = found
  return new ContactPointClient(gatewayUrl)
    .signInClient({ clientId, clientSecret })
    .catch(saying('The supplier could not sign in'))
}

async function upload(file: string, source: Source, preview: boolean): Promise<string> {
  const supplier = await supplierOf(source)
  const ask = { source, ...(preview && { preview }) }
  const sent = supplier.send(api.feeds.send, ask, file).catch(saying('The gateway did not take the file'))
  return (await sent).batchId
}

function tallyAtEnd(batchId: string, onProgress?: (progress: LoadProgress) => void): Promise<BatchTally> {
  return overTheBus((bus) => waitForEnd(bus, batchId, onProgress))
}

async function overTheBus<T>(work: (bus: Bus) => Promise<T>): Promise<T> {
  const { natsUrl } = await runningStack()
  const connection = await connectBus({ servers: natsUrl, service: 'console', seed: await consoleSeed() })
  try {
    return await work(new Bus(connection))
  } finally {
    await connection.close()
  }
}

/** A service that is away for a while only makes the wait longer; whoever waits is told. */
async function waitForEnd(
  bus: Bus,
  batchId: string,
  onProgress?: (progress: LoadProgress) => void,
): Promise<BatchTally> {
  let [changedAt, before, said] = [performance.now(), '', '']
  for (;;) {
    const tally = await withCall(ownCall(5_000), () => bus.ask(tallyBatch, { batchId })).catch(() => null)
    const now = tally ? `${tally.state} ${tally.rows} ${tally.waiting}` : before
    if (now !== before) [changedAt, before] = [performance.now(), now]
    const why = whyItStands(tally, performance.now() - changedAt)
    if (why !== null && why !== said) console.error(`\n${(said = why)}`)
    if (tally) onProgress?.({ done: tally.rows - tally.waiting, total: tally.state === 'reading' ? 0 : tally.rows })
    if (tally && ENDS.includes(tally.state)) return tally
    await sleep(ASK_EVERY_MS)
  }
}

async function refusalText(at: GetBatch): Promise<string> {
  const { fileFault } = await batchReport(at)
  return `The file was refused as a whole: ${fileFault?.code ?? 'unknown'} at line ${fileFault?.line ?? 0}. No row of it was taken.`
}

/** What the API says no with, after words of ours. */
function saying(words: string): (error: Error) => never {
  return (error) => {
    const status = error instanceof ProblemError ? `${error.status} ` : ''
    throw new StackError(`${words}: ${status}${error.message}`)
  }
}
