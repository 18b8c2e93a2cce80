import { Module } from '@nestjs/common'
import { AuthoritiesModule } from '../authorities/authorities.module.ts'
import { OrganisationsModule } from '../organisations/organisations.module.ts'
import { PeopleController } from './people.controller.ts'
import { PeopleRepository } from './people.repository.ts'
import { PeopleService } from './people.service.ts'

@Module({
  imports: [AuthoritiesModule, OrganisationsModule],
  controllers: [PeopleController],
  providers: [PeopleRepository, PeopleService],
  exports: [PeopleService],
})
export class PeopleModule {}
