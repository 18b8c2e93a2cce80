import { Module } from '@nestjs/common'
import { CoursesController } from './courses.controller.ts'
import { CoursesRepository } from './courses.repository.ts'
import { CoursesService } from './courses.service.ts'

@Module({
  controllers: [CoursesController],
  providers: [CoursesRepository, CoursesService],
  exports: [CoursesService],
})
export class CoursesModule {}
