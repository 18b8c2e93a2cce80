/**
 * Groups in which rows keep their order, of which two may be about one child: any two with a key in common are in one group, and so are those between
 * which others make a chain.
 */
export function groupsInTurn<Row>(rows: readonly Row[], keysOf: (row: Row) => readonly string[]): Row[][] {
  const groups = new Map<string, Set<number>>()
  const keysOfRows = rows.map(keysOf)
  keysOfRows.forEach((keys, n) => {
    const together = new Set(keys.flatMap((key) => [...(groups.get(key) ?? [])]).concat(n))
    for (const one of together) for (const key of keysOfRows[one]!) groups.set(key, together)
  })
  return [...new Set(groups.values())].map((numbers) => [...numbers].sort((a, b) => a - b).map((n) => rows[n]!))
}
