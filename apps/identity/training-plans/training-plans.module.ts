import { Module } from '@nestjs/common'
import { TrainingModule } from '../training/training.module.ts'
import { TrainingPlansController } from './training-plans.controller.ts'
import { TrainingPlansRepository } from './training-plans.repository.ts'
import { TrainingPlansService } from './training-plans.service.ts'

@Module({
  imports: [TrainingModule],
  controllers: [TrainingPlansController],
  providers: [TrainingPlansRepository, TrainingPlansService],
})
export class TrainingPlansModule {}
