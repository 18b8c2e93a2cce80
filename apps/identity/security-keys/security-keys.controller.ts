import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  askKeyOptions,
  AskKeyOptions,
  askStepUp,
  AskStepUpOptions,
  type KeySignInOptions,
} from '@contactpoint/contracts'
import { SecurityKeysService } from './security-keys.service.ts'

@Controller()
export class SecurityKeysController {
  constructor(private readonly keys: SecurityKeysService) {}

  @Answers(askKeyOptions)
  options(@Payload() { username }: AskKeyOptions): Promise<KeySignInOptions> {
    return this.keys.options(username)
  }

  @Answers(askStepUp)
  @Allow(...askStepUp.roles)
  stepUpOptions(@Payload() _ask: AskStepUpOptions, @CurrentCaller() caller: Caller): Promise<KeySignInOptions> {
    return this.keys.stepUpOptions(caller)
  }
}
