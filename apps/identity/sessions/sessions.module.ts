import { Module } from '@nestjs/common'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { SignInsModule } from '../sign-ins/sign-ins.module.ts'
import { SessionsController } from './sessions.controller.ts'
import { SessionsRepository } from './sessions.repository.ts'
import { SessionsService } from './sessions.service.ts'
import { TokensService } from './tokens.service.ts'

@Module({
  imports: [AuthenticatorsModule, PeopleModule, RevocationsModule, SignInsModule],
  controllers: [SessionsController],
  providers: [SessionsRepository, SessionsService, TokensService],
  exports: [SessionsService, TokensService],
})
export class SessionsModule {}
