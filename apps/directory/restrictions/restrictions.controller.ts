import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { releaseChild, restrictChild, RestrictChild, type Nothing, type Restricted } from '@contactpoint/contracts'
import { RestrictionsService } from './restrictions.service.ts'

@Controller()
export class RestrictionsController {
  constructor(private readonly restrictions: RestrictionsService) {}

  @Answers(restrictChild)
  restrict(@Payload() ask: RestrictChild): Promise<Restricted> {
    return this.restrictions.restrict(ask)
  }

  @Answers(releaseChild)
  release(@Payload() ask: RestrictChild): Promise<Nothing> {
    return this.restrictions.release(ask)
  }
}
