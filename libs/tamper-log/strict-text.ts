import { utf8 } from './bytes.ts'
import { HASH_BYTES } from './hashing.ts'
import { LogFault, type LogFaultSubject } from './log-fault.ts'

// Each thing has one way to be written, so that nobody can make a second text which says the same.

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of at most so many bytes of UTF-8; a byte order mark stays in it. @throws LogFault `malformed` */
export function textOf(content: string | Uint8Array, limit: number, subject: LogFaultSubject): string {
  if (typeof content === 'string') {
    const isText = content.length <= limit && content.isWellFormed() && utf8(content).length <= limit
    if (isText) return content
    throw new LogFault('malformed', subject)
  }
  if (content.length > limit) throw new LogFault('malformed', subject)
  try {
    return strictUtf8.decode(content)
  } catch {
    throw new LogFault('malformed', subject)
  }
}

/** Standard base64 with its padding, as RFC 4648 section 4 has it. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The bytes of standard base64, if it is written as {@link toBase64} would. @throws LogFault `malformed` */
export function fromBase64(text: string, subject: LogFaultSubject): Uint8Array {
  const bytes = bytesIn(text)
  if (bytes === null || toBase64(bytes) !== text) throw new LogFault('malformed', subject)
  return bytes
}

/** Null when it is no base64 at all. */
function bytesIn(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

/** The 32 bytes of a hash in base64. @throws LogFault `malformed` */
export function hashFromBase64(text: string, subject: LogFaultSubject): Uint8Array {
  const hash = fromBase64(text, subject)
  if (hash.length !== HASH_BYTES) throw new LogFault('malformed', subject)
  return hash
}

/** A number from 0 to 2^53-1 in decimal, without leading zeros. @throws LogFault `malformed` */
export function fromDecimal(text: string, subject: LogFaultSubject): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(value)) throw new LogFault('malformed', subject)
  return value
}
