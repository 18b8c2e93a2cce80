import { Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import { Bus, TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@contactpoint/bus'
import { listKeys, type PublicKey } from '@contactpoint/contracts'
import { createPublicKey } from 'node:crypto'
import { ExtractJwt, Strategy } from 'passport-jwt'

/** What later steps of the gateway need of a token: who is limited. The services verify it again themselves. */
export interface SignedIn {
  personId: string
}

type KeyProvided = (error: Error | null, key?: string) => void

const REFRESH_EVERY_MS = 2_000

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  private keys = new Map<string, string>()
  private refreshedAt = -Infinity

  constructor(private readonly bus: Bus) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      secretOrKeyProvider: (_request: unknown, token: string, done: KeyProvided) => {
        this.keyFor(token).then((key) => done(null, key), done)
      },
    })
  }

  validate(claims: { sub: string }): SignedIn {
    return { personId: claims.sub }
  }

  /** The key that the token names; unknown ones are asked for, but not more often than every two seconds. */
  private async keyFor(token: string): Promise<string | undefined> {
    const kid = kidOf(token)
    if (!this.keys.has(kid) && performance.now() - this.refreshedAt > REFRESH_EVERY_MS) {
      const { keys } = await this.bus.ask(listKeys, {})
      this.keys = new Map(keys.map((key) => [key.kid, toPem(key)]))
      this.refreshedAt = performance.now()
    }
    return this.keys.get(kid)
  }
}

function kidOf(token: string): string {
  try {
    const header = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid?: unknown }
    return String(header.kid)
  } catch {
    return ''
  }
}

function toPem({ kty, crv, x, y }: PublicKey): string {
  return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
}
