import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { AboutAsker, confirmAsker, ConfirmAsker, readAsker, type Asker } from '@contactpoint/contracts'
import { AskersService } from './askers.service.ts'

@Controller()
export class AskersController {
  constructor(private readonly askers: AskersService) {}

  @Answers(confirmAsker)
  @Allow('practitioner')
  confirm(@Payload() ask: ConfirmAsker, @CurrentCaller() caller: Caller): Promise<Asker> {
    return this.askers.confirm(caller, ask)
  }

  @Answers(readAsker)
  @Allow('practitioner')
  read(@Payload() { personId }: AboutAsker): Promise<Asker> {
    return this.askers.read(personId)
  }
}
