import { Module } from '@nestjs/common'
import { OrganisationsModule } from '../organisations/organisations.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { LapsesController } from './lapses.controller.ts'
import { LapsesService } from './lapses.service.ts'

@Module({ imports: [OrganisationsModule, PeopleModule], controllers: [LapsesController], providers: [LapsesService] })
export class LapsesModule {}
