import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { TrainingModule } from '../training/training.module.ts'
import { TrainingPlansController } from './training-plans.controller.ts'
import { TrainingPlansRepository } from './training-plans.repository.ts'
import { TrainingPlansService } from './training-plans.service.ts'

@Module({
  imports: [ActsModule, TrainingModule],
  controllers: [TrainingPlansController],
  providers: [TrainingPlansRepository, TrainingPlansService],
})
export class TrainingPlansModule {}
