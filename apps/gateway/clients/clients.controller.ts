import { Body, Controller, Post } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { ClientCredentials, ClientTokens, openClientSession } from '@contactpoint/contracts'
import { Open } from '../access/signed-in.guard.ts'
import { Describe } from '../docs/route.rules.ts'

@Controller('v1/client-sessions')
export class ClientsController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Open()
  @Describe({
    summary: "Sign a feed supplier's system in",
    body: ClientCredentials,
    answer: ClientTokens,
    status: 201,
    faults: ['unauthenticated'],
  })
  open(@Body() raw: unknown): Promise<ClientTokens> {
    return this.bus.ask(openClientSession, (raw ?? {}) as ClientCredentials)
  }
}
