import type { KeyAssertion } from '@contactpoint/contracts'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const ORIGIN = 'http://localhost:3001'
const PARTY = 'localhost'

/** What a key signs; each may be wrong. */
export interface Signing {
  origin?: string
  party?: string
  /** User present 1, verified 4. */
  flags?: number
  counter?: number
  type?: string
}

/** A security key in software: ES256, attestation `none` (Web Authentication, sections 6.1 and 6.5). */
export class SoftKey {
  readonly id = randomBytes(32).toString('base64url')
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private counter = 0

  made(challenge: string, signing: Signing = {}) {
    const { x, y } = this.pair.publicKey.export({ format: 'jwk' })
    const [id, keys] = [Buffer.from(this.id, 'base64url'), [x, y].map((part) => Buffer.from(part!, 'base64url'))]
    // CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    const cose = Buffer.concat([
      ...[Buffer.from('a5010203262001215820', 'hex'), keys[0]!, Buffer.from('225820', 'hex'), keys[1]!],
    ])
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
    const data = Buffer.concat([this.data({ flags: 0x45, ...signing }), credential])
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
    const head = Buffer.from(`a363666d74646e6f6e656761747453746d74a068617574684461746158`, 'hex')
    const attestation = Buffer.concat([head, Buffer.from([data.length]), data])
    return {
      ...{ id: this.id, clientDataJSON: said('webauthn.create', challenge, signing) },
      attestationObject: attestation.toString('base64url'),
    }
  }

  signed(challenge: string, signing: Signing = {}): KeyAssertion {
    this.counter += 1
    const clientDataJSON = said('webauthn.get', challenge, signing)
    const data = this.data({ counter: this.counter, ...signing })
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest()
    const signature = sign('sha256', Buffer.concat([data, hash]), this.pair.privateKey)
    return {
      ...{ id: this.id, clientDataJSON },
      ...{ authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') },
    }
  }

  private data({ party = PARTY, flags = 0x05, counter = 0 }: Signing): Buffer {
    const rest = Buffer.alloc(5)
    rest.writeUInt8(flags, 0)
    rest.writeUInt32BE(counter, 1)
    return Buffer.concat([createHash('sha256').update(party).digest(), rest])
  }
}

function said(type: string, challenge: string, { origin = ORIGIN, type: other = type }: Signing): string {
  return Buffer.from(JSON.stringify({ type: other, challenge, origin, crossOrigin: false })).toString('base64url')
}
