import { Module } from '@nestjs/common'
import { LinkModelsModule } from '../models/link-models.module.ts'
import { QualityController } from './quality.controller.ts'
import { QualityRepository } from './quality.repository.ts'
import { QualityService } from './quality.service.ts'

@Module({
  imports: [LinkModelsModule],
  controllers: [QualityController],
  providers: [QualityRepository, QualityService],
  exports: [QualityService],
})
export class QualityModule {}
