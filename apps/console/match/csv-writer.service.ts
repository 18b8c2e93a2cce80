import type { ScoredPairs, UnsurePair } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack'
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** In characters: a write a line would take most of the time. */
const CHUNK = 1 << 18

/** Makes the files, empty: a long run must not end with a mistyped folder. @throws StackError when one cannot be made */
export async function assertWritable(files: readonly (string | undefined)[]): Promise<void> {
  for (const file of files) if (file) await writeFile(file, '').catch((error: unknown) => cannotWrite(file, error))
}

/** @throws StackError when the file system said no, and what it said otherwise */
export function cannotWrite(file: string, error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code === undefined) throw error as Error
  throw new StackError(`${file} cannot be written to (${String(code)}).`)
}

/** `id_l,id_r,weight,probability`: weight in bits with 4 decimals, probability with 6 significant digits. */
export async function writePairs(file: string, pairs: ScoredPairs, ids: readonly string[]): Promise<void> {
  const quoted = ids.map(csvCell)
  await writeLines(file, 'id_l,id_r,weight,probability', pairs.length, (pair) => {
    const [left, right] = [quoted[pairs.left[pair]!]!, quoted[pairs.right[pair]!]!]
    return `${left},${right},${pairs.weight[pair]!.toFixed(4)},${Number(pairs.probability[pair]!.toPrecision(6))}`
  })
}

/** `id,cluster` for every row: the cluster is called by the id of its first row. */
export async function writeClusters(file: string, clusters: Uint32Array, ids: readonly string[]): Promise<void> {
  const quoted = ids.map(csvCell)
  await writeLines(file, 'id,cluster', clusters.length, (row) => `${quoted[row]},${quoted[clusters[row]!]}`)
}

/** `id_l,id_r`: rows that are joined. */
export async function writeLinks(
  file: string,
  links: readonly { readonly left: number; readonly right: number }[],
  ids: readonly string[],
): Promise<void> {
  const cell = (row: number): string => csvCell(ids[row]!)
  await writeLines(file, 'id_l,id_r', links.length, (link) => `${cell(links[link]!.left)},${cell(links[link]!.right)}`)
}

/** `id_l,id_r,reason`: pairs that a person must decide. */
export async function writeUnsure(file: string, unsure: readonly UnsurePair[], ids: readonly string[]): Promise<void> {
  await writeLines(file, 'id_l,id_r,reason', unsure.length, (index) => {
    const { left, right, reason } = unsure[index]!
    return `${csvCell(ids[left]!)},${csvCell(ids[right]!)},${reason}`
  })
}

/** A cell in quotes where CSV needs them (RFC 4180), and where a reader would trim it. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines are made as the disk takes them, so that memory does not grow with their number. Packed when named `.gz`. */
async function writeLines(file: string, header: string, lines: number, line: (index: number) => string): Promise<void> {
  function* chunks(): Generator<string> {
    let chunk = `${header}\n`
    for (let index = 0; index < lines; index++) {
      chunk += `${line(index)}\n`
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  const packing = file.endsWith('.gz') ? [createGzip()] : []
  try {
    await pipeline([Readable.from(chunks()), ...packing, createWriteStream(file)])
  } catch (error) {
    cannotWrite(file, error)
  }
}
