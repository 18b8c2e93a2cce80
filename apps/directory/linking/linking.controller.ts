import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  applyRecords,
  ApplyRecords,
  releaseChild,
  restrictChild,
  RestrictChild,
  type AppliedFates,
  type Nothing,
  type Restricted,
} from '@contactpoint/contracts'
import { LinkingService } from './linking.service.ts'
import { RestrictionsService } from './restrictions.service.ts'

@Controller()
export class LinkingController {
  constructor(
    private readonly linking: LinkingService,
    private readonly restrictions: RestrictionsService,
  ) {}

  @Answers(applyRecords)
  apply(@Payload() ask: ApplyRecords): Promise<AppliedFates> {
    return this.linking.apply(ask)
  }

  @Answers(restrictChild)
  restrict(@Payload() ask: RestrictChild): Promise<Restricted> {
    return this.restrictions.restrict(ask)
  }

  @Answers(releaseChild)
  release(@Payload() ask: RestrictChild): Promise<Nothing> {
    return this.restrictions.release(ask)
  }
}
