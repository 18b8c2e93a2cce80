import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { applyRecords, ApplyRecords, type AppliedFates } from '@contactpoint/contracts'
import { LinkingService } from './linking.service.ts'

@Controller()
export class LinkingController {
  constructor(private readonly linking: LinkingService) {}

  @Answers(applyRecords)
  apply(@Payload() ask: ApplyRecords): Promise<AppliedFates> {
    return this.linking.apply(ask)
  }
}
