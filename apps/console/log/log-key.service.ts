import { StackError } from '@contactpoint/stack'
import { LogFault, NoteVerifier } from '@contactpoint/tamper-log'
import { readFile } from 'node:fs/promises'

/**
 * The log's public key: a file that holds it (`log.vkey`), or the key itself.
 *
 * @throws StackError when it is neither
 */
export async function readLogKey(keyOrFile: string): Promise<NoteVerifier> {
  const text = keyOrFile.includes('+') ? keyOrFile : await readFile(keyOrFile, 'utf8').catch(() => null)
  if (text === null) throw new StackError(`${keyOrFile} is neither a file nor a key (name+id+base64, as in log.vkey).`)
  try {
    return new NoteVerifier(text.trim())
  } catch (error) {
    if (error instanceof LogFault)
      throw new StackError('The key is not a note verifier key (name+id+base64, as in log.vkey).')
    throw error
  }
}
