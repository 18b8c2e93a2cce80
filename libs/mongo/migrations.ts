import mongoose, { type Connection } from 'mongoose'
import { setTimeout as sleep } from 'node:timers/promises'
import { collection } from './collection.ts'
import { Leases } from './leases.ts'

/** One change of what is stored already. Numbered from 1 without gaps, made once in order, never taken back or edited. */
export interface Migration {
  number: number
  /** What it changes, in a few words. */
  name: string
  /** Run as administrator, without validators on the collections. Must be safe to be cut off anywhere and run again. */
  run: (connection: Connection) => Promise<void>
}

interface MigrationDocument {
  /** Its number. */
  _id: number
  name: string
  at: Date
}

const migrationSchema = new mongoose.Schema<MigrationDocument>(
  {
    _id: { type: Number, required: true },
    name: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)

/** What was migrated already. The service reads it; only provisioning writes it. */
export const migrations = collection('migrations', migrationSchema, { appendOnly: true })

const LOCK = 'migrations'
const LOCK_MS = 60_000
const RENEW_EVERY_MS = 15_000
const TRY_AGAIN_MS = 250

/**
 * Brings a store to the newest number; one at a time, whoever comes second waits.
 *
 * @throws Error when the store is newer than this version knows, or the list has a gap
 */
export async function migrate(connection: Connection, list: readonly Migration[]): Promise<void> {
  assertNumbered(list)
  const leases = new Leases(connection)
  while (!(await leases.take(LOCK, LOCK_MS))) await sleep(TRY_AGAIN_MS)
  const renewing = setInterval(() => void leases.take(LOCK, LOCK_MS).catch(() => undefined), RENEW_EVERY_MS)
  try {
    const done = await migratedTo(connection)
    if (done > list.length)
      throw new Error(
        `The store is at migration ${done}, this version knows ${list.length}: it is too old for this store`,
      )
    for (const { number, name, run } of list.slice(done)) {
      await run(connection)
      await made(connection).insertOne({ _id: number, name, at: new Date() })
    }
  } finally {
    clearInterval(renewing)
    await leases.release(LOCK)
  }
}

/** Refuses to start on a store that was not brought to this version's number, or is past it. */
export async function assertMigrated(connection: Connection, list: readonly Migration[]): Promise<void> {
  const done = await migratedTo(connection)
  if (done !== list.length)
    throw new Error(
      `Refusing to start: the store is at migration ${done}, this version needs ${list.length}; provision it`,
    )
}

async function migratedTo(connection: Connection): Promise<number> {
  const [last] = await made(connection).find().sort({ _id: -1 }).limit(1).toArray()
  return last?._id ?? 0
}

function made(connection: Connection) {
  return connection.db!.collection<MigrationDocument>(migrations.name)
}

function assertNumbered(list: readonly Migration[]): void {
  list.forEach(({ number }, index) => {
    if (number !== index + 1)
      throw new Error(`Migrations are numbered from 1 without gaps: ${number} is not ${index + 1}`)
  })
}
