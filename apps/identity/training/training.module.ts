import { Module } from '@nestjs/common'
import { ActsModule } from '@contactpoint/service'
import { CoursesModule } from '../courses/courses.module.ts'
import { PeopleModule } from '../people/people.module.ts'
import { CascadeRepository } from './cascade.repository.ts'
import { CascadeService } from './cascade.service.ts'
import { CertificatesRepository } from './certificates.repository.ts'
import { LookingService } from './looking.service.ts'
import { TrainedAccountsRepository } from './trained-accounts.repository.ts'
import { TrainersRepository } from './trainers.repository.ts'
import { TrainersService } from './trainers.service.ts'
import { TrainingController } from './training.controller.ts'
import { TrainingService } from './training.service.ts'

@Module({
  imports: [ActsModule, CoursesModule, PeopleModule],
  controllers: [TrainingController],
  providers: [
    ...[CertificatesRepository, TrainersRepository, TrainedAccountsRepository, CascadeRepository],
    ...[TrainingService, LookingService, TrainersService, CascadeService],
  ],
  exports: [TrainingService, TrainersService],
})
export class TrainingModule {}
