import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { proveReceipt, ProveReceipt, type ReceiptProof } from '@contactpoint/contracts'
import { ReceiptsService } from './receipts.service.ts'

@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Answers(proveReceipt)
  @Allow('practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor')
  prove(@Payload() ask: ProveReceipt, @CurrentCaller() caller: Caller): Promise<ReceiptProof> {
    return this.receipts.prove(caller, ask)
  }
}
