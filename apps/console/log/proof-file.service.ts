import { StackError } from '@contactpoint/stack'
import { LogFault, parseProof, type FoundCheckpoint } from '@contactpoint/tamper-log'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'

const LARGEST_BYTES = 4_000_000

/** The text of a proof: of a `.tlog-proof` file, or in the API's answer as it came. @throws StackError when there is no such file */
export async function readProof(file: string): Promise<string> {
  const size = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null) throw new StackError(`${file} is not a file that can be read.`)
  if (size > LARGEST_BYTES) throw new StackError(`${file} is too large to be a proof.`)
  const text = await readFile(file, 'utf8')
  if (!text.trimStart().startsWith('{')) return text
  try {
    return String((JSON.parse(text) as { proof?: unknown }).proof)
  } catch {
    return text
  }
}

/** The signed checkpoint in a file that somebody kept: alone, or in a proof. @throws StackError when there is no such file */
export async function readCheckpoint(file: string): Promise<FoundCheckpoint> {
  const text = await readProof(file)
  try {
    return { name: basename(file), note: parseProof(text).checkpoint }
  } catch (error) {
    if (error instanceof LogFault) return { name: basename(file), note: text }
    throw error
  }
}
