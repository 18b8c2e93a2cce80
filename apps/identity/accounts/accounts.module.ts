import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { EnrolmentsModule } from '../enrolments/enrolments.module.ts'
import { OrganisationsModule } from '../organisations/organisations.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { TrainingModule } from '../training/training.module.ts'
import { AccountsController } from './accounts.controller.ts'
import { AccountsRepository } from './accounts.repository.ts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

@Module({
  imports: [
    ...[ActsModule, EnrolmentsModule, OrganisationsModule, PeopleModule, RevocationsModule, SessionsModule],
    TrainingModule,
  ],
  controllers: [AccountsController],
  providers: [AccountsRepository, AccountsService, RemovalsService],
  exports: [AccountsService],
})
export class AccountsModule {}
