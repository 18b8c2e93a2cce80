import type { FoundCheckpoint, ReadResource } from '@contactpoint/tamper-log'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Unreadable } from '../unreadable.rules.ts'

/** A log in a folder, or served over HTTP, in the layout of C2SP tlog-tiles. */
export interface LogSource {
  read: ReadResource
  /** Earlier checkpoints that lie beside it. */
  earlier: FoundCheckpoint[]
}

/** A full bundle of the longest entries is a little smaller. */
const LARGEST_BYTES = 20_000_000
const TIMEOUT_MS = 30_000

/** @throws Unreadable when there is no such folder */
export async function openLog(place: string): Promise<LogSource> {
  if (/^https?:\/\//.test(place)) return { read: (path) => fetchResource(place, path), earlier: [] }
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder)
    throw new Unreadable(`${place} is neither a folder nor an address that begins with http:// or https://.`)
  return { read: (path) => readResource(place, path), earlier: await earlierCheckpoints(place) }
}

async function readResource(folder: string, path: string): Promise<Uint8Array | null> {
  try {
    const file = join(folder, path)
    if ((await stat(file)).size > LARGEST_BYTES) return new Uint8Array(0)
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null
    throw new Unreadable(`${join(folder, path)} cannot be read (${code}).`)
  }
}

/** @throws Unreadable when nobody answers, or answers with an error: that says nothing of the log */
async function fetchResource(prefix: string, path: string): Promise<Uint8Array | null> {
  const url = `${prefix.replace(/\/+$/, '')}/${path}`
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => null)
  if (!response) throw new Unreadable(`${url} does not answer.`)
  if (response.status === 404) return null
  if (!response.ok) throw new Unreadable(`${url} answers with ${response.status}.`)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response.body ?? []) {
      length += (chunk as Uint8Array).length
      if (length > LARGEST_BYTES) return new Uint8Array(0)
      chunks.push(chunk as Uint8Array)
    }
  } catch {
    throw new Unreadable(`${url} broke off.`)
  }
  return Buffer.concat(chunks)
}

/** `log export` keeps each checkpoint it finds as `checkpoint.<size>`. */
async function earlierCheckpoints(folder: string): Promise<FoundCheckpoint[]> {
  const names = (await readdir(folder)).filter((name) => /^checkpoint\.\w+$/.test(name)).sort()
  const noteOf = async (name: string): Promise<Uint8Array> => {
    const note = await readResource(folder, name)
    if (!note) throw new Unreadable(`${join(folder, name)} is not a file that can be read.`)
    return note
  }
  return Promise.all(names.map(async (name) => ({ name, note: await noteOf(name) })))
}
