import { Controller, Inject } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { appendEntry, AppendEntry, type Receipt } from '@contactpoint/contracts'
import { LedgerService } from './ledger.service.ts'

@Controller()
export class LedgerController {
  constructor(@Inject(LedgerService) private readonly ledger: LedgerService) {}

  @Answers(appendEntry)
  append(@Payload() entry: AppendEntry): Promise<Receipt> {
    return this.ledger.append(entry)
  }
}
