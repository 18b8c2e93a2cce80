import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { api, ClientCredentials, ClientTokens, openClientSession } from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class ClientsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.clients.open)
  open(@Asked() ask: ClientCredentials): Promise<ClientTokens> {
    return this.bus.ask(openClientSession, ask)
  }
}
