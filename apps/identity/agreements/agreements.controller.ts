import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { SignAgreement, signAgreement, type Eligibility } from '@contactpoint/contracts'
import { AgreementsService } from './agreements.service.ts'

@Controller()
export class AgreementsController {
  constructor(private readonly agreements: AgreementsService) {}

  @Answers(signAgreement)
  @Allow(...signAgreement.roles)
  sign(@Payload() ask: SignAgreement, @CurrentCaller() caller: Caller): Promise<Eligibility> {
    return this.agreements.sign(caller, ask.version)
  }
}
