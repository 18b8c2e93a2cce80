import { Module } from '@nestjs/common'
import { DuplicatesModule } from '../duplicates/duplicates.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { QuestionsController } from './questions.controller.ts'
import { QuestionsService } from './questions.service.ts'

@Module({
  imports: [DuplicatesModule, ProtectionModule, ReleaseModule],
  controllers: [QuestionsController],
  providers: [QuestionsService],
})
export class QuestionsModule {}
