import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  api,
  Course,
  CoursesListed,
  listCourses,
  ListCourses,
  publishCourse,
  PublishCourse,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class CoursesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.courses.publish)
  publish(@Asked() ask: PublishCourse): Promise<Course> {
    return this.bus.ask(publishCourse, ask)
  }

  @Serves(api.courses.find)
  find(@Asked() ask: ListCourses): Promise<CoursesListed> {
    return this.bus.ask(listCourses, ask)
  }
}
