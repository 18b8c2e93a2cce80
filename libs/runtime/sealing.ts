import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto'
import { drawBytes } from './draw-bytes.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals bytes with AES-256-GCM (NIST SP 800-38D) under a random nonce.
 *
 * @param key 32 bytes
 * @param context what the bytes belong to: they open for the same context only
 * @returns nonce, tag and ciphertext in one
 */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, context = ''): Buffer {
  const nonce = drawBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce).setAAD(Buffer.from(context))
  const sealed = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed])
}

/** Opens what {@link sealBytes} made. @throws Error when it was altered, or sealed under another key or for another context */
export function openBytes(key: Uint8Array, sealed: Uint8Array, context = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(key), sealed.subarray(0, NONCE_BYTES)).setAAD(
    Buffer.from(context),
  )
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
}
