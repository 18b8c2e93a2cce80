import type { Connection } from 'mongoose'

/** How every write and read of ours is made; the only place that says so. A write that is answered survives a crash. */
export const SAFE_CONCERNS = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  retryWrites: true,
} as const

const UNSAFE_WRITES =
  'Refusing to start: writes must be majority-acknowledged and journaled (remove w and journal from the MongoDB address)'

/**
 * Refuses an address that asks for less than a majority. The driver would let our own options win over it without a word,
 * and whoever wrote it would believe otherwise.
 *
 * @throws Error that says what to change; it carries no part of the address
 */
export function assertSafeAddress(uri: string): void {
  const options = [...new URLSearchParams(uri.split('?')[1])]
  if (options.some(([name, value]) => name.toLowerCase() === 'w' && value !== 'majority'))
    throw new Error(UNSAFE_WRITES)
}

/**
 * Refuses to start on a store that would lose answered writes: an address that overrides the concerns, or a server without
 * a replica set (no majority, no transactions).
 *
 * @throws Error that says what to change; it carries no part of the address
 */
export async function assertSafeConcerns(connection: Connection): Promise<void> {
  const { writeConcern, readConcern } = connection.getClient().options
  if (writeConcern?.w !== 'majority' || writeConcern.journal !== true) throw new Error(UNSAFE_WRITES)
  if (readConcern?.level !== 'majority')
    throw new Error(
      'Refusing to start: reads must be of majority-committed values (remove readConcernLevel from the MongoDB address)',
    )
  const hello = await connection.db!.command({ hello: 1 })
  if (!hello.setName) throw new Error('Refusing to start: MongoDB must be a replica set (a single-node one is enough)')
}
