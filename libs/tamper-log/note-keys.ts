import { concat, toHex, utf8 } from './bytes.ts'
import { equalBytes } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { ed25519Of, sha256 } from './primitives.ts'
import { fromBase64, toBase64 } from './strict-text.ts'

const ED25519 = 0x01
const KEY_ID_BYTES = 4
const PUBLIC_KEY_BYTES = 32
const SIGNATURE_BYTES = 64

const VKEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s

/**
 * A public key that a note may be signed with, under a name: Ed25519 only.
 *
 * Source: C2SP signed-note, "Signatures" and "Ed25519 signatures"; the text of the key is that of Go's sumdb/note.
 */
export class NoteVerifier {
  readonly name: string
  /** Four bytes that tell which key of that name is meant; they prove nothing. */
  readonly keyId: Uint8Array
  /** The key as text: `name+hexid+base64`. */
  readonly vkey: string
  readonly #fits: ReturnType<typeof ed25519Of>

  /**
   * @param vkey `name+hexid+base64`: the key id as 8 lower-case digits, and 0x01 with the 32 bytes of the key
   * @throws LogFault `malformed`, also when the id is not that of the name and the key
   */
  constructor(vkey: string) {
    const [, name, id, encoded] = VKEY.exec(vkey) ?? []
    if (name === undefined || id === undefined || encoded === undefined) throw new LogFault('malformed', 'key')
    const typed = fromBase64(encoded, 'key')
    if (typed.length !== 1 + PUBLIC_KEY_BYTES || typed[0] !== ED25519) throw new LogFault('malformed', 'key')
    this.keyId = keyIdOf(name, typed)
    if (toHex(this.keyId) !== id) throw new LogFault('malformed', 'key')
    this.name = name
    this.vkey = vkey
    this.#fits = ed25519Of(typed.subarray(1))
  }

  /**
   * @param name of the key: not empty, without white space and `+`
   * @param publicKey the 32 bytes of RFC 8032
   * @throws LogFault `malformed`
   */
  static of(name: string, publicKey: Uint8Array): NoteVerifier {
    if (publicKey.length !== PUBLIC_KEY_BYTES) throw new LogFault('malformed', 'key')
    const typed = Uint8Array.of(ED25519, ...publicKey)
    return new NoteVerifier(`${name}+${toHex(keyIdOf(name, typed))}+${toBase64(typed)}`)
  }

  /** Whether a signature line's name and key id mean this key. Both have to. */
  isMeantBy(name: string, keyId: Uint8Array): boolean {
    return name === this.name && equalBytes(keyId, this.keyId)
  }

  /** Whether the signature, 64 bytes, is of this key over the text. Never throws. Source: RFC 8032 section 5.1.7. */
  verifies(text: string, signature: Uint8Array): boolean {
    return signature.length === SIGNATURE_BYTES && this.#fits(utf8(text), signature)
  }
}

/** Whether a key may have that name. Source: C2SP signed-note, "Format". */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}+\0-\x1f]+$/u.test(name)
}

/** Divides what a signature line holds into key id and signature. @throws LogFault `malformed` if it is too short */
export function splitSignature(encoded: string): { keyId: Uint8Array; signature: Uint8Array } {
  const bytes = fromBase64(encoded, 'note')
  if (bytes.length <= KEY_ID_BYTES) throw new LogFault('malformed', 'note')
  return { keyId: bytes.subarray(0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) }
}

function keyIdOf(name: string, typedKey: Uint8Array): Uint8Array {
  if (!isKeyName(name)) throw new LogFault('malformed', 'key')
  return Uint8Array.from(sha256(concat(utf8(`${name}\n`), typedKey)).subarray(0, KEY_ID_BYTES))
}
