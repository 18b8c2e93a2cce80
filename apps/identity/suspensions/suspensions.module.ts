import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.ts'
import { RevocationsModule } from '../revocations/revocations.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { SuspensionsController } from './suspensions.controller.ts'
import { SuspensionsService } from './suspensions.service.ts'

@Module({
  imports: [PeopleModule, RevocationsModule, SessionsModule],
  controllers: [SuspensionsController],
  providers: [SuspensionsService],
})
export class SuspensionsModule {}
