import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

/**
 * Where a reference file is. The compiled module lies one folder deeper (`dist/`) than its source, and the reference
 * folder is not copied there.
 *
 * @throws Error when the file is in neither place
 */
export function referenceFile(name: string): URL {
  const places = [new URL(`./reference/${name}`, import.meta.url), new URL(`../reference/${name}`, import.meta.url)]
  const found = places.find((place) => existsSync(place))
  if (!found) throw new Error(`Reference file ${name} is missing from libs/synthetic/reference`)
  return found
}

/** Rows of a reference table without its header line; names ending in `.gz` are unpacked. */
export function readRows(name: string): string[][] {
  const file = readFileSync(referenceFile(name))
  return parse(name.endsWith('.gz') ? gunzipSync(file) : file, { fromLine: 2 }) as string[][]
}

/** Rows of any CSV file by the names in its header, cells trimmed; a file whose name ends in `.gz` is unpacked. */
export function readRecords(path: string): Record<string, string>[] {
  const file = readFileSync(path)
  return parse(path.endsWith('.gz') ? gunzipSync(file) : file, { columns: true, trim: true, bom: true })
}
