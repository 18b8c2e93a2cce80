import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  applyRecords,
  ApplyRecords,
  listParkedRows,
  ListParkedRows,
  type AppliedFates,
  type ParkedRows,
} from '@contactpoint/contracts'
import { LinkingService } from './linking.service.ts'

@Controller()
export class LinkingController {
  constructor(private readonly linking: LinkingService) {}

  @Answers(applyRecords)
  apply(@Payload() ask: ApplyRecords): Promise<AppliedFates> {
    return this.linking.apply(ask)
  }

  @Answers(listParkedRows)
  listParked(@Payload() { childId }: ListParkedRows): Promise<ParkedRows> {
    return this.linking.listParked(childId)
  }
}
