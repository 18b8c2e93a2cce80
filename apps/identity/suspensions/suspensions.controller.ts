import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { suspendPerson, SuspendPerson, type Nothing } from '@contactpoint/contracts'
import { SuspensionsService } from './suspensions.service.ts'

@Controller()
export class SuspensionsController {
  constructor(private readonly suspensions: SuspensionsService) {}

  @Answers(suspendPerson)
  async set(@Payload() ask: SuspendPerson): Promise<Nothing> {
    await this.suspensions.set(ask)
    return {}
  }
}
