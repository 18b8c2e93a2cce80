import { TextDecoder } from 'node:util'

/** How a text file is written; which one is told by its first bytes. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/**
 * The encoding of a file by its first bytes: its byte order mark, or, as these files begin with a letter of ASCII, where the
 * zero beside it stands. Notepad and PowerShell save UTF-16.
 *
 * @param start two bytes or more; a shorter file is UTF-8
 */
export function encodingOf([first, second]: Uint8Array): TextEncoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first !== undefined && first !== 0 && second === 0) return 'utf-16le'
  return first === 0 && second !== undefined && second !== 0 ? 'utf-16be' : 'utf-8'
}

/**
 * The text of a whole file, without byte order mark, as it was before somebody saved it on Windows.
 *
 * @returns null when it is no text in UTF-8 or UTF-16
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
