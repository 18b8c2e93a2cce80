import { createHmac, hkdfSync } from 'node:crypto'
import { openBytes, sealBytes } from './sealing.ts'

/** Keys for one purpose each, derived from the master key (HKDF-SHA-256, RFC 5869), so that none opens another's secrets. */
export class MasterKey {
  private readonly master: Buffer
  private readonly derived = new Map<string, Buffer>()

  /** @param base64 32 bytes */
  constructor(base64: string) {
    this.master = Buffer.from(base64, 'base64')
  }

  /** Seals a text, or bytes, with AES-256-GCM. @returns nonce, tag and ciphertext in one */
  seal(purpose: string, secret: string | Uint8Array): Buffer {
    return sealBytes(this.derive(purpose), typeof secret === 'string' ? Buffer.from(secret) : secret)
  }

  /** Opens what `seal` made of a text. @throws Error when it was altered or sealed for another purpose */
  open(purpose: string, sealed: Uint8Array): string {
    return this.openBytes(purpose, sealed).toString('utf8')
  }

  /** Opens what `seal` made of bytes. @throws Error as {@link open} does */
  openBytes(purpose: string, sealed: Uint8Array): Buffer {
    return openBytes(this.derive(purpose), sealed)
  }

  /** A name for a value that only a holder of the master key can recompute (AC-22). Hex. */
  pseudonym(purpose: string, value: string): string {
    return createHmac('sha256', this.derive(purpose)).update(value).digest('hex')
  }

  private derive(purpose: string): Buffer {
    const known = this.derived.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', this.master, '', purpose, 32))
    this.derived.set(purpose, key)
    return key
  }
}
