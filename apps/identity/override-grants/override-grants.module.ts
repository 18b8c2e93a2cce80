import { Module } from '@nestjs/common'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { OverrideGrantsController } from './override-grants.controller.ts'
import { OverrideGrantsRepository } from './override-grants.repository.ts'
import { OverrideGrantsService } from './override-grants.service.ts'

@Module({
  imports: [AuthenticatorsModule, PeopleModule, RevocationsModule, SessionsModule],
  controllers: [OverrideGrantsController],
  providers: [OverrideGrantsRepository, OverrideGrantsService],
})
export class OverrideGrantsModule {}
