/** A document as JSON without spaces, the names of each object sorted: one text for one content, to take a digest of. */
export function canonicalJson(document: object): string {
  return JSON.stringify(sorted(document))
}

function sorted(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map(sorted)
  const fields = Object.entries(part).map(([name, value]) => [name, sorted(value)] as const)
  return Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
