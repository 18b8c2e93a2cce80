import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { askKeyOptions, AskKeyOptions, type KeySignInOptions } from '@contactpoint/contracts'
import { SecurityKeysService } from './security-keys.service.ts'

@Controller()
export class SecurityKeysController {
  constructor(private readonly keys: SecurityKeysService) {}

  @Answers(askKeyOptions)
  options(@Payload() { username }: AskKeyOptions): Promise<KeySignInOptions> {
    return this.keys.options(username)
  }
}
