import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { LinkingModule } from '../linking/linking.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { QualityModule } from '../quality/quality.module.ts'
import { RestrictionsModule } from '../restrictions/restrictions.module.ts'
import { AnsweringService } from './answering.service.ts'
import { DrawnRowsService } from './drawn-rows.service.ts'
import { QuestionsController } from './questions.controller.ts'
import { QuestionsRepository } from './questions.repository.ts'
import { QuestionsService } from './questions.service.ts'
import { UndoingService } from './undoing.service.ts'

@Module({
  imports: [ChildrenModule, LinkingModule, PlacesModule, QualityModule, RestrictionsModule],
  controllers: [QuestionsController],
  providers: [AnsweringService, DrawnRowsService, QuestionsRepository, QuestionsService, UndoingService],
})
export class QuestionsModule {}
