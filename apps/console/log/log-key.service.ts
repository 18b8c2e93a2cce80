import { LogFault, NoteVerifier } from '@contactpoint/tamper-log'
import { existsSync } from 'node:fs'
import { readText } from '../text-file.service.ts'
import { Unreadable } from '../unreadable.rules.ts'

/**
 * The log's public key: a file that holds it (`log.vkey`), or the key itself.
 *
 * @throws Unreadable when it is neither
 */
export async function readLogKey(keyOrFile: string): Promise<NoteVerifier> {
  const isFile = existsSync(keyOrFile)
  if (!isFile && !keyOrFile.includes('+'))
    throw new Unreadable(`${keyOrFile} is neither a file nor a key (name+id+base64, as in log.vkey).`)
  const text = isFile ? await readText(keyOrFile, 'a key') : keyOrFile
  try {
    return new NoteVerifier(text.trim())
  } catch (error) {
    if (error instanceof LogFault)
      throw new Unreadable('The key is not a note verifier key (name+id+base64, as in log.vkey).')
    throw error
  }
}
