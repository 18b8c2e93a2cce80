import { disclosedBytes, equalBytes, leafHash, LogFault, type DisclosedEntry } from '@contactpoint/tamper-log'
import { readText } from '../text-file.service.ts'
import { Unreadable } from '../unreadable.rules.ts'

type KeptLine = { index: number; log?: string; leafHash?: string } & Partial<DisclosedEntry>

/** What somebody kept of a log. */
export interface KeptEntries {
  /** One leaf hash an index: all that was said of it, unless it is contradicted. */
  hashes: ReadonlyMap<number, Uint8Array>
  /** The first entry of which two things were said; null when there is none. */
  contradicted: number | null
}

/**
 * Reads entries that somebody kept. A line of the file is one entry in JSON: a receipt (`index`, `leafHash`), or the entry
 * itself as a proof shows it (`index`, `header`, `parts`, `particulars`). What is said twice must be the same.
 *
 * @param origin the log they must be of
 * @throws Unreadable that names the first line which is neither, or is of another log
 */
export async function readKeptEntries(file: string, origin: string): Promise<KeptEntries> {
  const text = await readText(file, 'receipts or entries')
  const hashes = new Map<number, Uint8Array>()
  const contradicted = new Set<number>()
  for (const [place, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const { index, said } = keptOn(line, origin, `${file}: line ${place + 1}`)
    for (const hash of said) {
      const known = hashes.get(index)
      if (known && !equalBytes(known, hash)) contradicted.add(index)
      hashes.set(index, hash)
    }
  }
  for (const index of contradicted) hashes.delete(index)
  return { hashes, contradicted: contradicted.size > 0 ? [...contradicted].reduce((a, b) => Math.min(a, b)) : null }
}

function keptOn(line: string, origin: string, where: string): { index: number; said: Uint8Array[] } {
  try {
    const entry = JSON.parse(line) as KeptLine
    if (!Number.isSafeInteger(entry.index) || entry.index < 0) throw new LogFault('malformed', 'index')
    const said = hashesOf(entry)
    if (entry.log === undefined || entry.log === origin || origin.endsWith(`/${entry.log}`))
      return { index: entry.index, said }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof LogFault || error instanceof TypeError)
      throw new Unreadable(`${where} is neither a receipt nor an entry in JSON.`)
    throw error
  }
  throw new Unreadable(`${where} is of another log than ${origin}.`)
}

/** A line may hold both: the entry, and the receipt that came with it. */
function hashesOf({ leafHash: hash, header, parts, particulars = null }: KeptLine): Uint8Array[] {
  const said = header && parts ? [leafHash(disclosedBytes({ header, parts, particulars }))] : []
  if (hash === undefined && said.length > 0) return said
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw new LogFault('malformed', 'hash')
  return [...said, Buffer.from(hash, 'hex')]
}
