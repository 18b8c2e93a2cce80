import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.ts'
import { SecurityKeysModule } from '../security-keys/security-keys.module.ts'
import { SignInsModule } from '../sign-ins/sign-ins.module.ts'
import { AuthenticatorsRepository } from './authenticators.repository.ts'
import { AuthenticatorsService } from './authenticators.service.ts'
import { HashingService } from './hashing.service.ts'

@Module({
  imports: [PeopleModule, SecurityKeysModule, SignInsModule],
  providers: [AuthenticatorsRepository, AuthenticatorsService, HashingService],
  exports: [AuthenticatorsService, HashingService],
})
export class AuthenticatorsModule {}
