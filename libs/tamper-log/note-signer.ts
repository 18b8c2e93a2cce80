import { Buffer } from 'node:buffer'
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { LogFault } from './log-fault.ts'
import { NoteVerifier } from './note-keys.ts'

const PUBLIC_KEY_BYTES = 32
const SEED_BYTES = 32

/** What stands before the bare key in DER: RFC 8410 section 7. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

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
    this.verifier = NoteVerifier.of(name, rawKeyOf(this.#key))
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

function keyOfSeed(seed: Uint8Array): KeyObject {
  if (seed.length !== SEED_BYTES) throw new LogFault('malformed', 'key')
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

function rawKeyOf(key: KeyObject): Uint8Array {
  if (key.asymmetricKeyType !== 'ed25519') throw new LogFault('malformed', 'key')
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_KEY_BYTES)
}
