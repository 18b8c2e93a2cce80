import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { openDisclosure, OpenDisclosure, type Disclosure } from '@contactpoint/contracts'
import { DisclosuresService } from './disclosures.service.ts'

@Controller()
export class DisclosuresController {
  constructor(private readonly disclosures: DisclosuresService) {}

  @Answers(openDisclosure)
  @Allow('practitioner')
  open(@Payload() ask: OpenDisclosure, @CurrentCaller() caller: Caller): Promise<Disclosure> {
    return this.disclosures.open(caller, ask)
  }
}
