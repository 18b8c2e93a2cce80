import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keys for one purpose each, derived from the master key (HKDF-SHA-256, RFC 5869), so that none opens another's secrets. */
export class MasterKey {
  private readonly master: Buffer

  /** @param base64 32 bytes */
  constructor(base64: string) {
    this.master = Buffer.from(base64, 'base64')
  }

  /** Seals a text with AES-256-GCM. @returns nonce, tag and ciphertext in one */
  seal(purpose: string, text: string): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.derive(purpose), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** Opens what `seal` made. @throws Error when it was altered or sealed for another purpose */
  open(purpose: string, sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed)
    const decipher = createDecipheriv('aes-256-gcm', this.derive(purpose), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }

  /** A name for a value that only a holder of the master key can recompute (AC-22). Hex. */
  pseudonym(purpose: string, value: string): string {
    return createHmac('sha256', this.derive(purpose)).update(value).digest('hex')
  }

  private derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, '', purpose, 32))
  }
}
