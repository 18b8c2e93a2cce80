import { Buffer } from 'node:buffer'
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { equalBytes } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { fromBase64, toBase64 } from './strict-text.ts'

const ED25519 = 0x01
const KEY_ID_BYTES = 4
const PUBLIC_KEY_BYTES = 32
const SEED_BYTES = 32
const SIGNATURE_BYTES = 64

/** What stands before the bare key in DER: RFC 8410 sections 4 and 7. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

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
  readonly #key: KeyObject

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
    if (Buffer.from(this.keyId).toString('hex') !== id) throw new LogFault('malformed', 'key')
    this.name = name
    this.vkey = vkey
    const der = Buffer.concat([SPKI_PREFIX, typed.subarray(1)])
    this.#key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  }

  /**
   * @param name of the key: not empty, without white space and `+`
   * @param publicKey an Ed25519 key, or its 32 bytes of RFC 8032
   * @throws LogFault `malformed`
   */
  static of(name: string, publicKey: KeyObject | Uint8Array): NoteVerifier {
    const bytes = publicKey instanceof Uint8Array ? publicKey : rawKeyOf(publicKey)
    if (bytes.length !== PUBLIC_KEY_BYTES) throw new LogFault('malformed', 'key')
    const typed = Uint8Array.of(ED25519, ...bytes)
    return new NoteVerifier(`${name}+${Buffer.from(keyIdOf(name, typed)).toString('hex')}+${toBase64(typed)}`)
  }

  /** Whether a signature line's name and key id mean this key. Both have to. */
  isMeantBy(name: string, keyId: Uint8Array): boolean {
    return name === this.name && equalBytes(keyId, this.keyId)
  }

  /** Whether the signature, 64 bytes, is of this key over the text. Never throws. Source: RFC 8032 section 5.1.7. */
  verifies(text: string, signature: Uint8Array): boolean {
    return signature.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), this.#key, signature)
  }
}

/** A private key that signs notes under a name: Ed25519 only. Source: C2SP signed-note, "Ed25519 signatures". */
export class NoteSigner {
  /** The public half. */
  readonly verifier: NoteVerifier
  readonly #key: KeyObject

  /**
   * @param name of the key: not empty, without white space and `+`; should be the origin of the log
   * @param key an Ed25519 private key, or its 32-byte seed of RFC 8032
   * @throws LogFault `malformed`
   */
  constructor(name: string, key: KeyObject | Uint8Array) {
    this.#key = key instanceof Uint8Array ? keyOfSeed(key) : key
    if (this.#key.type !== 'private') throw new LogFault('malformed', 'key')
    this.verifier = NoteVerifier.of(name, this.#key)
  }

  get name(): string {
    return this.verifier.name
  }

  /** The public key as text: `name+hexid+base64`. */
  get vkey(): string {
    return this.verifier.vkey
  }

  /** Key id and signature, 4 + 64 bytes, as they stand in a signature line. Source: RFC 8032 section 5.1.6. */
  sign(text: string): Uint8Array {
    return Buffer.concat([this.verifier.keyId, sign(null, Buffer.from(text), this.#key)])
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
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typedKey]), 'buffer')
  return Uint8Array.from(digest.subarray(0, KEY_ID_BYTES))
}

function keyOfSeed(seed: Uint8Array): KeyObject {
  if (seed.length !== SEED_BYTES) throw new LogFault('malformed', 'key')
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

function rawKeyOf(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new LogFault('malformed', 'key')
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length)
}
