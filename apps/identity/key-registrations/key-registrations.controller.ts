import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  addKey,
  AddSecurityKey,
  beginKey,
  StepUp,
  listSecurityKeys,
  Nothing,
  removeKey,
  RemoveSecurityKey,
  type KeyRegistrationOptions,
  type SecurityKey,
  type SecurityKeysListed,
} from '@contactpoint/contracts'
import { KeyRegistrationsService } from './key-registrations.service.ts'

@Controller()
export class KeyRegistrationsController {
  constructor(private readonly registrations: KeyRegistrationsService) {}

  @Answers(beginKey)
  @Allow(...beginKey.roles)
  begin(@Payload() ask: StepUp, @CurrentCaller() caller: Caller): Promise<KeyRegistrationOptions> {
    return this.registrations.begin(caller, ask)
  }

  @Answers(addKey)
  @Allow(...addKey.roles)
  add(@Payload() ask: AddSecurityKey, @CurrentCaller() caller: Caller): Promise<SecurityKey> {
    return this.registrations.add(caller, ask)
  }

  @Answers(listSecurityKeys)
  @Allow(...listSecurityKeys.roles)
  list(@Payload() _ask: Nothing, @CurrentCaller() caller: Caller): Promise<SecurityKeysListed> {
    return this.registrations.list(caller)
  }

  @Answers(removeKey)
  @Allow(...removeKey.roles)
  remove(@Payload() ask: RemoveSecurityKey, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.registrations.remove(caller, ask)
  }
}
