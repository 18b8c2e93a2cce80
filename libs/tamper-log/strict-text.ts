import { Buffer } from 'node:buffer'
import { HASH_BYTES } from './hashing.ts'
import { LogFault, type LogFaultSubject } from './log-fault.ts'

// Each thing has one way to be written, so that nobody can make a second text which says the same.

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of at most so many bytes of UTF-8; a byte order mark stays in it. @throws LogFault `malformed` */
export function textOf(content: string | Uint8Array, limit: number, subject: LogFaultSubject): string {
  if (typeof content === 'string') {
    const isText = content.length <= limit && content.isWellFormed() && Buffer.byteLength(content) <= limit
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
  return Buffer.from(bytes).toString('base64')
}

/** The bytes of standard base64, if it is written as {@link toBase64} would. @throws LogFault `malformed` */
export function fromBase64(text: string, subject: LogFaultSubject): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) throw new LogFault('malformed', subject)
  return Uint8Array.from(bytes)
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
