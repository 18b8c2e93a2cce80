import { Module } from '@nestjs/common'
import { AuthenticatorsModule } from '../authenticators/authenticators.module.ts'
import { OrganisationsModule } from '../organisations/organisations.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { ShutOffsModule } from '../shut-offs/shut-offs.module.ts'
import { AskersController } from './askers.controller.ts'
import { AskersService } from './askers.service.ts'

@Module({
  imports: [AuthenticatorsModule, OrganisationsModule, PeopleModule, ShutOffsModule],
  controllers: [AskersController],
  providers: [AskersService],
})
export class AskersModule {}
