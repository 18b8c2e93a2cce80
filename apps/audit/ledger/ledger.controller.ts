import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers, AskedBy } from '@contactpoint/bus'
import {
  appendEntry,
  AppendEntry,
  Fault,
  forgetChild,
  ForgetChild,
  type Forgotten,
  type Receipt,
} from '@contactpoint/contracts'
import { maySay } from './askers.rules.ts'
import { LedgerService } from './ledger.service.ts'

@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Answers(appendEntry)
  async append(@Payload() entry: AppendEntry, @AskedBy() asker: string): Promise<Receipt> {
    if (!maySay(asker, entry)) throw new Fault('forbidden', 'That is not for this service to say')
    return this.ledger.append(entry)
  }

  @Answers(forgetChild)
  forget(@Payload() ask: ForgetChild): Promise<Forgotten> {
    return this.ledger.forget(ask)
  }
}
