import mongoose, { type Connection, type mongo } from 'mongoose'
import { AsyncLocalStorage } from 'node:async_hooks'

// What a model does while a transaction runs takes part in it by itself: no repository can forget to.
mongoose.set('transactionAsyncLocalStorage', true)

interface Running {
  session: mongo.ClientSession
  /** What is to be done once it is committed. */
  after: Set<() => void>
}

/** The same for the driver, of whose calls mongoose knows nothing. */
const running = new AsyncLocalStorage<Running>()

/**
 * All of the work or none of it; run again from the start when it raced another transaction.
 *
 * @param work may run more than once: it must do nothing but read and write, one after the other. What models do takes part by
 *   itself; a call of the driver is given `currentSession()`
 * @throws Error inside another transaction, of which it could not be undone alone: a programming error
 */
export async function transaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  if (currentSession()) throw new Error('A transaction is running already')
  let after = new Set<() => void>()
  const done = await connection.transaction((session) => running.run({ session, after: (after = new Set()) }, work), {
    maxCommitTimeMS: 10_000,
  })
  for (const begin of after) begin()
  return done
}

/**
 * Begins something as soon as the running transaction is committed, once however often it is asked for; not at all where it is not committed.
 *
 * @throws Error outside a transaction: a programming error
 */
export function afterCommit(begin: () => void): void {
  assertInTransaction()
  running.getStore()!.after.add(begin)
}

/** Session of the transaction that runs here, for calls of the driver. */
export function currentSession(): mongo.ClientSession | undefined {
  return running.getStore()?.session
}

/** For writes that are whole only together with others. @throws Error outside a transaction: a programming error */
export function assertInTransaction(): void {
  if (!currentSession()) throw new Error('This is written in a transaction only')
}

/** True when a unique key refused the write: somebody else was first. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000
}
