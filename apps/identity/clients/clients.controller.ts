import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { openClientSession, type ClientTokens } from '@contactpoint/contracts'
import { ClientsService } from './clients.service.ts'

@Controller()
export class ClientsController {
  constructor(private readonly clients: ClientsService) {}

  @Answers(openClientSession)
  open(@Payload() raw: unknown): Promise<ClientTokens> {
    return this.clients.open(raw)
  }
}
