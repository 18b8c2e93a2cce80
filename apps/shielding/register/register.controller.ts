import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  listShields,
  ListShields,
  readShield,
  ReadShield,
  type ShieldRead,
  type ShieldsListed,
} from '@contactpoint/contracts'
import { RegisterService } from './register.service.ts'

@Controller()
export class RegisterController {
  constructor(private readonly register: RegisterService) {}

  @Answers(listShields)
  @Allow('shield-officer', 'cpmt')
  list(@Payload() ask: ListShields, @CurrentCaller() caller: Caller): Promise<ShieldsListed> {
    return this.register.list(caller, ask)
  }

  @Answers(readShield)
  @Allow('shield-officer', 'cpmt')
  read(@Payload() { childId }: ReadShield, @CurrentCaller() caller: Caller): Promise<ShieldRead> {
    return this.register.read(caller, childId)
  }
}
