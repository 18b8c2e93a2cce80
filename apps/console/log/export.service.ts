import { bundlePath, LogFault, openCheckpoint, tilePath, tilesOf, type NoteVerifier } from '@contactpoint/tamper-log'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unreadable } from '../unreadable.rules.ts'
import { readLogKey } from './log-key.service.ts'
import { openLog, type LogSource } from './log-source.service.ts'

export interface Exported {
  /** Entries in the log. */
  size: number
  /** Files written; those that were there and never change are not written again. */
  written: number
}

const AT_ONCE = 8

/**
 * Copies a log into a folder, so that anybody can verify it there. Into the same folder again it adds what is new, and keeps
 * the earlier checkpoint beside the new one: both must agree.
 *
 * @throws Unreadable when the log cannot be read, or its checkpoint is not signed with the key that lies in the folder
 */
export async function exportLog(
  from: string,
  folder: string,
  onProgress?: (done: number, total: number) => void,
): Promise<Exported> {
  const source = await openLog(from)
  await assertFolder(folder)
  const verifier = await keyFor(source, folder)
  const note = await required(source, 'checkpoint')
  const { size } = signedBy(verifier, note)
  const paths = [...pathsOf(size)].filter((path) => !existsSync(join(folder, path)))
  await copyAll(source, folder, paths, onProgress)
  // Last of all: a copy that was cut off has no checkpoint that it does not fulfil.
  await keepEarlier(folder, note, verifier)
  await write(join(folder, 'checkpoint'), note)
  return { size, written: paths.length }
}

/** Several at a time. After a failure no further one is begun, and those under way are waited for. */
async function copyAll(
  source: LogSource,
  folder: string,
  paths: readonly string[],
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let done = 0
  const queue = [...paths].reverse()
  const copy = async (): Promise<void> => {
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      await write(join(folder, path), await required(source, path))
      onProgress?.((done += 1), paths.length)
    }
  }
  const giveUp = (error: unknown): never => {
    queue.length = 0
    throw error
  }
  const copies = await Promise.allSettled(Array.from({ length: AT_ONCE }, () => copy().catch(giveUp)))
  for (const outcome of copies) if (outcome.status === 'rejected') throw outcome.reason
}

function* pathsOf(size: number): Generator<string> {
  for (const tile of tilesOf(size)) {
    yield tilePath(tile)
    if (tile.level === 0) yield bundlePath(tile.index, tile.width)
  }
}

/** The key that was found first stays: a log does not change it. */
async function keyFor(source: LogSource, folder: string): Promise<NoteVerifier> {
  const file = join(folder, 'log.vkey')
  if (!existsSync(file)) await write(file, await required(source, 'log.vkey'))
  return readLogKey(file)
}

async function keepEarlier(folder: string, note: Uint8Array, verifier: NoteVerifier): Promise<void> {
  const earlier = await readFile(join(folder, 'checkpoint')).catch(() => null)
  if (!earlier || earlier.equals(note)) return
  await rename(join(folder, 'checkpoint'), join(folder, `checkpoint.${signedBy(verifier, earlier).size}`))
}

function signedBy(verifier: NoteVerifier, note: Uint8Array): { size: number } {
  try {
    return openCheckpoint(note, { origin: verifier.name, verifiers: [verifier] })
  } catch (error) {
    if (error instanceof LogFault) throw new Unreadable(`The checkpoint is not one of ${verifier.name}: ${error.code}.`)
    throw error
  }
}

/** @throws Unreadable when it cannot be made, as when a file is called so */
async function assertFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => cannotWrite(folder, code))
}

function cannotWrite(path: string, code: string | undefined): never {
  const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'it is a file, and a folder is needed' : code
  throw new Unreadable(`${path} cannot be written to: ${why}.`)
}

async function required({ read }: LogSource, path: string): Promise<Uint8Array> {
  const bytes = await read(path)
  if (!bytes) throw new Unreadable(`The log has no ${path}.`)
  return bytes
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.part`, bytes)
    await rename(`${file}.part`, file)
  } catch (error) {
    cannotWrite(file, (error as NodeJS.ErrnoException).code)
  }
}
