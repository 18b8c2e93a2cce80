import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { CommonPasswordsService } from './common-passwords.service.ts'
import { EnrolmentsController } from './enrolments.controller.ts'
import { EnrolmentsRepository } from './enrolments.repository.ts'
import { EnrolmentsService } from './enrolments.service.ts'

@Module({
  imports: [ActsModule, AuthenticatorsModule, PeopleModule, SessionsModule],
  controllers: [EnrolmentsController],
  providers: [CommonPasswordsService, EnrolmentsRepository, EnrolmentsService],
  exports: [EnrolmentsService],
})
export class EnrolmentsModule {}
