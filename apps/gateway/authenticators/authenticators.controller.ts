import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  addKey,
  AddSecurityKey,
  api,
  askKeyOptions,
  AskKeyOptions,
  askStepUp,
  AskStepUpOptions,
  beginKey,
  StepUp,
  KeyRegistrationOptions,
  KeySignInOptions,
  listSecurityKeys,
  Nothing,
  removeKey,
  RemoveSecurityKey,
  SecurityKey,
  SecurityKeysListed,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class AuthenticatorsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.authenticators.signInOptions)
  signInOptions(@Asked() ask: AskKeyOptions): Promise<KeySignInOptions> {
    return this.bus.ask(askKeyOptions, ask)
  }

  @Serves(api.authenticators.stepUpOptions)
  stepUpOptions(@Asked() ask: AskStepUpOptions): Promise<KeySignInOptions> {
    return this.bus.ask(askStepUp, ask)
  }

  @Serves(api.authenticators.registrationOptions)
  registrationOptions(@Asked() ask: StepUp): Promise<KeyRegistrationOptions> {
    return this.bus.ask(beginKey, ask)
  }

  @Serves(api.authenticators.addKey)
  addKey(@Asked() ask: AddSecurityKey): Promise<SecurityKey> {
    return this.bus.ask(addKey, ask)
  }

  @Serves(api.authenticators.keys)
  keys(): Promise<SecurityKeysListed> {
    return this.bus.ask(listSecurityKeys, {})
  }

  @Serves(api.authenticators.removeKey)
  removeKey(@Asked() ask: RemoveSecurityKey): Promise<Nothing> {
    return this.bus.ask(removeKey, ask)
  }
}
