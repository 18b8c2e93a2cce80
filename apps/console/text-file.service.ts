import { decodeText } from '@contactpoint/feed-formats'
import { readFile } from 'node:fs/promises'
import { Unreadable } from './unreadable.rules.ts'

/**
 * The text of a file, however Windows saved it.
 *
 * @param what it should be, for the message: `a proof`
 * @throws Unreadable when there is no such file, or no text in it
 */
export async function readText(file: string, what: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Unreadable(`${file} is not a file that can be read (${error.code}).`)
  })
  const text = decodeText(bytes)
  if (text === null) throw new Unreadable(`${file} cannot be read as ${what}: it is no text in UTF-8 or UTF-16.`)
  return text
}
