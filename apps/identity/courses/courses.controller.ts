import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  ListCourses,
  listCourses,
  PublishCourse,
  publishCourse,
  type Course,
  type CoursesListed,
} from '@contactpoint/contracts'
import { CoursesService } from './courses.service.ts'

@Controller()
export class CoursesController {
  constructor(private readonly courses: CoursesService) {}

  @Answers(publishCourse)
  @Allow('accreditor')
  publish(@Payload() ask: PublishCourse, @CurrentCaller() caller: Caller): Promise<Course> {
    return this.courses.publish(caller, ask)
  }

  @Answers(listCourses)
  @Allow('accreditor', 'trainer', 'auditor')
  list(@Payload() _ask: ListCourses): Promise<CoursesListed> {
    return this.courses.list()
  }
}
