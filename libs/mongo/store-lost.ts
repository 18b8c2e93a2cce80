/** The driver's own names for "the database is not there now": asking again later may help. */
export function isStoreLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // A bulk write says only that it failed; without a code it is not the server that refused it.
  if (error.name === 'MongoBulkWriteError') return (error as { code?: unknown }).code === undefined
  return /^Mongo(oose)?(Network|ServerSelection|NotConnected|PoolCleared|WriteConcern|Topology)/.test(error.name)
}
