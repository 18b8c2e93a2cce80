import { Injectable } from '@nestjs/common'
import { unauthenticated } from '@contactpoint/bus'
import type { ClientTokens } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { HashingService } from '../authenticators/hashing.service.ts'
import { TokensService } from '../sessions/tokens.service.ts'
import { ClientsRepository } from './clients.repository.ts'
import { CLIENT_SECONDS, presentedCredentials } from './clients.rules.ts'

@Injectable()
export class ClientsService {
  constructor(
    private readonly clients: ClientsRepository,
    private readonly hashing: HashingService,
    private readonly tokens: TokensService,
  ) {}

  /** Signs a supplier's system in. Its secret is 32 random bytes, so tries are not counted. */
  async open(raw: unknown): Promise<ClientTokens> {
    const { clientId, clientSecret } = presentedCredentials(raw)
    const client = await this.clients.findById(clientId)
    const isRight = await this.hashing.matches(client?.secretHash ?? null, clientSecret, false)
    if (!client || !isRight) throw unauthenticated()
    const accessToken = await this.tokens.sign(
      {
        sub: client._id,
        sid: randomUUID(),
        role: 'feed-supplier',
        organisation: client.organisation,
        source: client.source,
        ...(client.authority && { authority: client.authority }),
      },
      CLIENT_SECONDS,
      new Date(),
    )
    return { accessToken, expiresIn: CLIENT_SECONDS }
  }
}
