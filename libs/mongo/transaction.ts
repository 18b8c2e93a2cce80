import type { ClientSession, Connection } from 'mongoose'

/**
 * All of the work or none of it; run again from the start when it raced another transaction.
 *
 * @param work may run more than once: it must do nothing but read and write through the session
 */
export async function transaction<T>(connection: Connection, work: (session: ClientSession) => Promise<T>): Promise<T> {
  return connection
    .getClient()
    .withSession((session) =>
      session.withTransaction(() => work(session as unknown as ClientSession), { maxCommitTimeMS: 10_000 }),
    ) as Promise<T>
}

/** True when a unique key refused the write: somebody else was first. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000
}
