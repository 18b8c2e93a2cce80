import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  EnquiryResult,
  Figures,
  proveReceipt,
  ProveReceipt,
  readFigures,
  ReadFigures,
  ReceiptProof,
  runEnquiry,
  RunEnquiry,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class AuditController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.audit.enquire)
  enquire(@Asked() ask: RunEnquiry): Promise<EnquiryResult> {
    return this.bus.ask(runEnquiry, ask)
  }

  @Serves(api.audit.prove)
  prove(@Asked() ask: ProveReceipt): Promise<ReceiptProof> {
    return this.bus.ask(proveReceipt, ask)
  }

  @Serves(api.audit.readFigures)
  readFigures(@Asked() ask: ReadFigures): Promise<Figures> {
    return this.bus.ask(readFigures, ask)
  }
}
