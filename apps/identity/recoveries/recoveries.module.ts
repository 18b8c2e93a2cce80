import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.ts'
import { ActsModule } from '@contactpoint/service'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { EnrolmentsModule } from '../enrolments/enrolments.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { RecoveriesController } from './recoveries.controller.ts'
import { RecoveriesRepository } from './recoveries.repository.ts'
import { RecoveriesService } from './recoveries.service.ts'

@Module({
  imports: [
    ...[AccountsModule, ActsModule, AuthenticatorsModule, EnrolmentsModule, PeopleModule],
    ...[RevocationsModule, SessionsModule],
  ],
  controllers: [RecoveriesController],
  providers: [RecoveriesRepository, RecoveriesService],
})
export class RecoveriesModule {}
