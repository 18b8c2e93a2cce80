import { StackError } from '@contactpoint/stack'
import { disclosedBytes, leafHash, LogFault, type DisclosedEntry } from '@contactpoint/tamper-log'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

type KeptLine = { index: number; leafHash?: string } & Partial<DisclosedEntry>

/**
 * Leaf hashes of entries that somebody kept, by index. A line of the file is one entry in JSON: a receipt (`index`, `leafHash`),
 * or the entry itself as a proof shows it (`index`, `header`, `parts`, `particulars`).
 *
 * @throws StackError that names the first line which is neither
 */
export async function readKeptEntries(file: string): Promise<Map<number, Uint8Array>> {
  const kept = new Map<number, Uint8Array>()
  let number = 0
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number++
      if (line.trim() === '') continue
      const entry = JSON.parse(line) as KeptLine
      if (!Number.isSafeInteger(entry.index) || entry.index < 0) throw new LogFault('malformed', 'index')
      kept.set(entry.index, hashOf(entry))
    }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof LogFault || error instanceof TypeError)
      throw new StackError(`${file}: line ${number} is neither a receipt nor an entry in JSON.`)
    throw new StackError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  return kept
}

function hashOf({ leafHash: hash, header, parts, particulars = null }: KeptLine): Uint8Array {
  if (header && parts) return leafHash(disclosedBytes({ header, parts, particulars }))
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) throw new LogFault('malformed', 'hash')
  return Buffer.from(hash, 'hex')
}
