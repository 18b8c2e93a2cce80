import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { SuspensionsController } from './suspensions.controller.ts'
import { SuspensionsService } from './suspensions.service.ts'

@Module({
  imports: [PeopleModule, SessionsModule],
  controllers: [SuspensionsController],
  providers: [SuspensionsService],
})
export class SuspensionsModule {}
