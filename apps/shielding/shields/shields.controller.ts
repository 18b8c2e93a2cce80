import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  protectChild,
  ProtectChild,
  requestShield,
  RequestShield,
  type Nothing,
  type ShieldRequested,
} from '@contactpoint/contracts'
import { STEPS } from '../protection/steps.rules.ts'
import { ShieldsService } from './shields.service.ts'

@Controller()
export class ShieldsController {
  constructor(private readonly shields: ShieldsService) {}

  @Answers(requestShield)
  @Allow(...STEPS['interim-shield'].by)
  request(@Payload() ask: RequestShield, @CurrentCaller() caller: Caller): Promise<ShieldRequested> {
    return this.shields.request(caller, ask)
  }

  @Answers(protectChild)
  protect(@Payload() ask: ProtectChild): Promise<Nothing> {
    return this.shields.protect(ask)
  }
}
