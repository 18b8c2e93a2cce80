import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { RunEnquiry, runEnquiry, type EnquiryResult } from '@contactpoint/contracts'
import { EnquiryService } from './enquiry.service.ts'

@Controller()
export class EnquiryController {
  constructor(private readonly enquiries: EnquiryService) {}

  @Answers(runEnquiry)
  @Allow('auditor')
  run(@Payload() ask: RunEnquiry, @CurrentCaller() caller: Caller): Promise<EnquiryResult> {
    return this.enquiries.run(caller, ask)
  }
}
