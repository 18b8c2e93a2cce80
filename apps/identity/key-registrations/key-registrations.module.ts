import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { SecurityKeysModule } from '../security-keys/security-keys.module.ts'
import { KeyRegistrationsController } from './key-registrations.controller.ts'
import { KeyRegistrationsService } from './key-registrations.service.ts'

@Module({
  imports: [ActsModule, AuthenticatorsModule, PeopleModule, SecurityKeysModule],
  controllers: [KeyRegistrationsController],
  providers: [KeyRegistrationsService],
})
export class KeyRegistrationsModule {}
