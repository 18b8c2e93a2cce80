import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { CoursesModule } from '../courses/courses.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { TrainingModule } from '../training/training.module.ts'
import { CertifyingService } from './certifying.service.ts'
import { TrainingSessionsController } from './training-sessions.controller.ts'
import { TrainingSessionsRepository } from './training-sessions.repository.ts'
import { TrainingSessionsService } from './training-sessions.service.ts'

@Module({
  imports: [ActsModule, CoursesModule, PeopleModule, TrainingModule],
  controllers: [TrainingSessionsController],
  providers: [TrainingSessionsRepository, TrainingSessionsService, CertifyingService],
})
export class TrainingSessionsModule {}
