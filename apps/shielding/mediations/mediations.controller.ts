import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { beginMediation, BeginMediation, type Mediation } from '@contactpoint/contracts'
import { MediationsService } from './mediations.service.ts'

@Controller()
export class MediationsController {
  constructor(private readonly mediations: MediationsService) {}

  @Answers(beginMediation)
  @Allow('practitioner')
  begin(@Payload() ask: BeginMediation, @CurrentCaller() caller: Caller): Promise<Mediation> {
    return this.mediations.begin(caller, ask)
  }
}
