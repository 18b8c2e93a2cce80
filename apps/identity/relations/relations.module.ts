import { Module } from '@nestjs/common'
import { PeopleModule } from '../people/people.module.ts'
import { RelationsController } from './relations.controller.ts'
import { RelationsService } from './relations.service.ts'

@Module({ imports: [PeopleModule], controllers: [RelationsController], providers: [RelationsService] })
export class RelationsModule {}
