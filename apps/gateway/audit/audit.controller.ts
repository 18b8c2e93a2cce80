import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { EnquiryResult, runEnquiry, RunEnquiry } from '@contactpoint/contracts'
import { Describe } from '../docs/route.rules.ts'

@Controller('v1/audit/enquiries')
export class AuditController {
  constructor(@Inject(Bus) private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Describe({
    summary: 'Who saw this child, or what did this person see; recorded',
    body: RunEnquiry,
    answer: EnquiryResult,
    status: 200,
  })
  run(@Body() ask: RunEnquiry): Promise<EnquiryResult> {
    return this.bus.ask(runEnquiry, ask)
  }
}
