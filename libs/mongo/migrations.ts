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
  run: (connection: Connection, progress: Progress) => Promise<void>
}

/** How far a long migration is: one that was cut off goes on there. */
export interface Progress {
  /** What `reach` was given last, by an earlier run too; null at the beginning. */
  readonly reached: string | null
  /** All work up to this point is durable. @param done how many documents this run has changed, for people */
  reach(point: string, done: number): Promise<void>
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

interface UnderWayDocument {
  /** Its number. */
  _id: number
  reached: string
}

const underWaySchema = new mongoose.Schema<UnderWayDocument>(
  { _id: { type: Number, required: true }, reached: { type: String, required: true } },
  { versionKey: false, strict: 'throw' },
)

/** How far the migration is that was begun. */
export const migrationsUnderWay = collection('migrations_under_way', underWaySchema)

const LOCK = 'migrations'
const LOCK_MS = 60_000
const RENEW_EVERY_MS = 15_000
const TRY_AGAIN_MS = 250
const SAY_EVERY_MS = 5_000

/**
 * Brings a store to the newest number; one at a time, whoever comes second waits.
 *
 * @param say is told what is done and how far it is: with many children it takes long
 * @throws Error when the store is newer than this version knows, or the list has a gap
 */
export async function migrate(
  connection: Connection,
  list: readonly Migration[],
  say: (text: string) => void = () => undefined,
): Promise<void> {
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
    if (done < list.length) await withoutValidators(connection)
    for (const { number, name, run } of list.slice(done)) {
      say(name)
      await run(connection, await progressOf(connection, number, (done) => say(`${name}: ${done}`)))
      await made(connection).insertOne({ _id: number, name, at: new Date() })
      await underWay(connection).deleteOne({ _id: number })
    }
  } finally {
    clearInterval(renewing)
    await leases.release(LOCK)
  }
}

/** Those that are there are of the version before, which knows nothing of what is written now. Provisioning makes this version's afterwards. */
async function withoutValidators({ db }: Connection): Promise<void> {
  for await (const { name } of db!.listCollections(
    { type: 'collection', name: { $not: /^system\./ } },
    { nameOnly: true },
  ))
    await db!.command({ collMod: name, validationLevel: 'off' })
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

async function progressOf(connection: Connection, number: number, say: (done: number) => void): Promise<Progress> {
  const begun = await underWay(connection).findOne({ _id: number })
  let saidAt = performance.now()
  return {
    reached: begun?.reached ?? null,
    async reach(reached, done) {
      await underWay(connection).updateOne({ _id: number }, { $set: { reached } }, { upsert: true })
      if (performance.now() - saidAt < SAY_EVERY_MS) return
      saidAt = performance.now()
      say(done)
    },
  }
}

function underWay(connection: Connection) {
  return connection.db!.collection<UnderWayDocument>(migrationsUnderWay.name)
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
