import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { PeopleModule } from '../people/people.module.ts'
import { AgreementsController } from './agreements.controller.ts'
import { AgreementsService } from './agreements.service.ts'

@Module({
  imports: [ActsModule, PeopleModule],
  controllers: [AgreementsController],
  providers: [AgreementsService],
})
export class AgreementsModule {}
