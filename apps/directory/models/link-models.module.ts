import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { ChildrenModule } from '../children/children.module.ts'
import { LinkModelsController } from './link-models.controller.ts'
import { LinkModelsRepository } from './link-models.repository.ts'
import { LinkModelsService } from './link-models.service.ts'
import { ModelStepsService } from './model-steps.service.ts'
import { TrialsService } from './trials.service.ts'

@Module({
  imports: [ActsModule, ChildrenModule],
  controllers: [LinkModelsController],
  providers: [LinkModelsRepository, LinkModelsService, ModelStepsService, TrialsService],
  exports: [LinkModelsService],
})
export class LinkModelsModule {}
