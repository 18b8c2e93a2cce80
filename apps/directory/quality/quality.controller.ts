import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers } from '@contactpoint/bus'
import { OneLinkModel, readLinkQuality, type LinkQuality } from '@contactpoint/contracts'
import { QualityService } from './quality.service.ts'

@Controller()
export class QualityController {
  constructor(private readonly quality: QualityService) {}

  @Answers(readLinkQuality)
  @Allow('data-steward', 'cpmt', 'auditor')
  read(@Payload() { version }: OneLinkModel): Promise<LinkQuality> {
    return this.quality.read(version)
  }
}
