import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import {
  appendEntry,
  AppendEntry,
  forgetChild,
  ForgetChild,
  type Forgotten,
  type Receipt,
} from '@contactpoint/contracts'
import { LedgerService } from './ledger.service.ts'

@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Answers(appendEntry)
  append(@Payload() entry: AppendEntry): Promise<Receipt> {
    return this.ledger.append(entry)
  }

  @Answers(forgetChild)
  forget(@Payload() ask: ForgetChild): Promise<Forgotten> {
    return this.ledger.forget(ask)
  }
}
