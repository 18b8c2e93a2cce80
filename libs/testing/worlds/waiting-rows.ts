import type { Bus } from '@contactpoint/bus'
import { applyRecords, decideRow, listParkedRows, type MovedRecord } from '@contactpoint/contracts'
import pLimit from 'p-limit'
import { asService } from '../bus-client.ts'
import { inACall } from '../callers.ts'
import type { asAdministrator } from '../database.ts'
import { portionsOf } from '../portions.ts'
import type { RunningStack } from '../running-stack.ts'

type Databases = Awaited<ReturnType<typeof asAdministrator>>
interface SourceRecord {
  _id: string
}

/** What a second source says of every child, whatever is hidden of it: of some that is what its record has. */
const GUESSED: Omit<MovedRecord, 'recordId' | 'version'> = {
  ...{ kind: 'moved', asOf: '2026-10-01', address: { lines: ['1 High Street'], postcode: 'LS1 4AP' } },
  ...{ identifiers: [], carers: [], education: null, gpPracticeCode: 'B86001' },
}
const SOURCE = 'pds'
/** Children whose rows are worked on at a time. */
const AT_A_TIME = 8
/** Rows that are given to the directory at once. */
const IN_A_PORTION = 10

/** What officers have taken in of the rows about shielded children, and what waits for them, the same in each world. */
export class WaitingRows {
  private versions = 0

  private constructor(
    private readonly databases: Databases,
    private readonly shielding: Bus,
    private readonly ingestion: Bus,
    readonly close: () => Promise<void>,
  ) {}

  static async on(stack: RunningStack, databases: Databases): Promise<WaitingRows> {
    const [shielding, ingestion] = [await asService(stack, 'shielding'), await asService(stack, 'ingestion')]
    const close = async (): Promise<void> => {
      for (const { connection } of [shielding, ingestion]) await connection.close()
    }
    return new WaitingRows(databases, shielding.bus, ingestion.bus, close)
  }

  /** What the census has brought since is in the records, as if nobody had thought about it. */
  async takeIn(childIds: readonly string[]): Promise<void> {
    const limit = pLimit(AT_A_TIME)
    await Promise.all(childIds.map((childId) => limit(() => this.takeInOf(childId))))
  }

  /** A row about each that guesses what is hidden. */
  async guess(childIds: readonly string[]): Promise<void> {
    await this.beKnown(childIds)
    const version = String((this.versions += 1)).padStart(9, '0')
    const rows = childIds.map((childId, n) => {
      return { row: n + 1, line: n + 1, record: { ...GUESSED, recordId: childId, version } }
    })
    const limit = pLimit(AT_A_TIME)
    const apply = (some: typeof rows) =>
      inACall(() => this.ingestion.ask(applyRecords, { source: SOURCE, batchId: 'guesses', rows: some }))
    await Promise.all(portionsOf(rows, IN_A_PORTION).map((some) => limit(() => apply(some))))
  }

  private async takeInOf(childId: string): Promise<void> {
    const { rows } = await inACall(() => this.shielding.ask(listParkedRows, { childId }))
    for (const { source, batchId, row } of rows)
      if (source !== SOURCE)
        await inACall(() => this.shielding.ask(decideRow, { childId, source, batchId, row, decision: 'take' }))
  }

  /** A row that says nothing of who somebody is finds whom its source has told of. */
  private async beKnown(childIds: readonly string[]): Promise<void> {
    const records = this.databases.db('directory').collection<SourceRecord>('source_records')
    const nothingYet = { version: '', contentHash: null, batchId: 'guesses', row: 1, fate: 'created', parked: null }
    const writes = childIds.map((childId) => ({
      updateOne: {
        filter: { _id: `${SOURCE}:${childId}` },
        update: { $setOnInsert: { childId, ...nothingYet, told: [], waiting: null, left: null } },
        upsert: true,
      },
    }))
    if (writes.length > 0) await records.bulkWrite(writes)
  }
}
