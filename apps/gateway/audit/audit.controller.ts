import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common'
import { Bus, checkShape } from '@contactpoint/bus'
import {
  EnquiryResult,
  proveReceipt,
  ProveReceipt,
  ReceiptProof,
  runEnquiry,
  RunEnquiry,
} from '@contactpoint/contracts'
import { Describe } from '../docs/route.rules.ts'

@Controller('v1/audit')
export class AuditController {
  constructor(private readonly bus: Bus) {}

  @Post('enquiries')
  @HttpCode(200)
  @Describe({
    summary: 'Who saw this child, what did this person see, or what did this organisation do; recorded',
    body: RunEnquiry,
    answer: EnquiryResult,
    status: 200,
  })
  run(@Body() ask: RunEnquiry): Promise<EnquiryResult> {
    return this.bus.ask(runEnquiry, ask)
  }

  @Get('receipts/:log/:index/proof')
  @Describe({
    summary: 'A receipt as a proof that verifies offline, for whoever got the receipt and for auditors; recorded',
    answer: ReceiptProof,
    status: 200,
    faults: ['not-found'],
  })
  async prove(@Param('log') log: string, @Param('index') index: string): Promise<ReceiptProof> {
    return this.bus.ask(proveReceipt, await checkShape(ProveReceipt, { log, index: numberOf(index) }))
  }
}

/** An index in its one way to be written; anything else is refused by its shape. */
function numberOf(index: string): number | string {
  return /^(0|[1-9]\d{0,15})$/.test(index) ? Number(index) : index
}
