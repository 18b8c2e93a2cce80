import { StackError } from '@contactpoint/stack/stack-error'
import { rmSync } from 'node:fs'
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** A file that a run makes, and what writes it. */
export interface Output {
  readonly file: string
  /** @param part where to write for now; it ends as `file` does */
  readonly write: (part: string) => Promise<void>
}

type Files = readonly (string | undefined)[]

const WHY: Record<string, string> = {
  EACCES: 'permission is missing',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'there is no such folder',
  EPERM: 'permission is missing',
  EROFS: 'the disk is for reading only',
}

/**
 * Tries the folders out, as a long run must not end with a mistyped one. Touches no file that is there.
 *
 * @param inputs files that are read in the same run
 * @throws StackError when a file cannot be made, is named twice, or would overwrite an input
 */
export async function assertWritable(outputs: Files, inputs: Files): Promise<void> {
  const read = new Set(await Promise.all(inputs.filter((file) => file !== undefined).map(realName)))
  const known = new Set<string>()
  for (const file of outputs) {
    if (file === undefined) continue
    const name = await realName(file)
    if (read.has(name)) throw new StackError(`${file} is read in this run and would be overwritten: name another file.`)
    if (known.has(name)) throw new StackError(`${file} is named twice: each output needs a file of its own.`)
    const part = await partOf(file)
    // What is neither a file nor a folder, as /dev/null, may be named as often as one likes.
    if (part === undefined) continue
    known.add(name)
    await writeFile(part, '').catch((error: unknown) => cannotWrite(file, error))
    await rm(part)
  }
}

/**
 * Writes all, then gives them their names: whoever finds a file finds it whole, and beside the others of its run.
 * Nothing is left behind when something fails or somebody presses Ctrl-C.
 */
export async function writeWhole(outputs: readonly Output[]): Promise<void> {
  const parts: string[] = []
  const stopListening = onSignal(() => parts.forEach((part) => rmSync(part, { force: true })))
  try {
    const names: [part: string, file: string][] = []
    for (const { file, write } of outputs) {
      const part = await partOf(file)
      if (part !== undefined) {
        parts.push(part)
        names.push([part, await realName(file)])
      }
      await write(part ?? file).catch((error: unknown) => cannotWrite(file, error))
    }
    for (const [part, file] of names) await rename(part, file).catch((error: unknown) => cannotWrite(file, error))
  } finally {
    await Promise.all(parts.map((part) => rm(part, { force: true })))
    stopListening()
  }
}

/** @throws StackError when the file system said no, and what it said otherwise */
function cannotWrite(file: string, error: unknown): never {
  const { code } = error as { code?: unknown }
  if (code === undefined) throw error as Error
  throw new StackError(`${file} cannot be written to: ${WHY[String(code)] ?? 'the disk said'} (${String(code)}).`)
}

/** A hidden name beside the file, so that naming it is one step; none for a pipe or a device, which is written as it is. */
async function partOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) return cannotWrite(file, { code: 'EISDIR' })
  if (found && !found.isFile()) return undefined
  const name = await realName(file)
  return join(dirname(name), `.part-${process.pid}-${basename(name)}`)
}

/** The file itself where a link to it was named. */
async function realName(file: string): Promise<string> {
  return realpath(file).catch(async () => {
    const folder = await realpath(dirname(file)).catch(() => resolve(dirname(file)))
    return join(folder, basename(file))
  })
}

/** Only while files are written: elsewhere a signal ends the process at once, which a listener could not in a busy stage. */
function onSignal(clear: () => void): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    clear()
    stop()
    process.kill(process.pid, signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const stop = (): void => signals.forEach((signal) => process.off(signal, listener))
  signals.forEach((signal) => process.on(signal, listener))
  return stop
}
