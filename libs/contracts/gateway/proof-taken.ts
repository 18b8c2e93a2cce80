import { Matches } from 'class-validator'
import { news } from '../news.ts'

export class ProofTaken {
  /** SHA-256 of the key's thumbprint and of the proof's own name, base64url: nobody is named. */
  @Matches(/^[\w-]{43}$/)
  name!: string
}

/** A copy of the gateway has taken a proof of a key (RFC 9449): no other copy takes it again. */
export const proofTaken = news('gateway.proof.taken', ProofTaken, { heardBy: ['gateway'] })
