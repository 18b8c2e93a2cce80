import type { ScoredPairs, UnsurePair } from '@contactpoint/matching'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** In characters: a write a line would take most of the time. */
const CHUNK = 1 << 18

/** `id_l,id_r,weight,probability`: weight in bits with 4 decimals, probability with 6 significant digits. */
export async function writePairs(file: string, pairs: ScoredPairs, ids: readonly string[]): Promise<void> {
  const cell = (row: number): string => csvCell(ids[row]!)
  await writeLines(file, 'id_l,id_r,weight,probability', pairs.length, (pair) => {
    return `${cell(pairs.left[pair]!)},${cell(pairs.right[pair]!)},${weights(pairs.weight[pair]!, pairs.probability[pair]!)}`
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

/** `id_l,id_r,weight,probability,reason`: pairs that a person must decide. */
export async function writeUnsure(file: string, unsure: readonly UnsurePair[], ids: readonly string[]): Promise<void> {
  await writeLines(file, 'id_l,id_r,weight,probability,reason', unsure.length, (index) => {
    const { left, right, weight, probability, reason } = unsure[index]!
    return `${csvCell(ids[left]!)},${csvCell(ids[right]!)},${weights(weight, probability)},${reason}`
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
  await pipeline([Readable.from(chunks()), ...packing, createWriteStream(file)])
}

function weights(weight: number, probability: number): string {
  return `${weight.toFixed(4)},${Number(probability.toPrecision(6))}`
}
