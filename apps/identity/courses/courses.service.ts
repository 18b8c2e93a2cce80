import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, MOST_COURSES, type Course, type CoursesListed, type PublishCourse } from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { ActsService } from '@contactpoint/service'
import { CoursesRepository } from './courses.repository.ts'
import { courseId, isAbove, mayPublish, misplacedItem, toCourse, versionOf } from './courses.rules.ts'
import type { CourseChange, CourseVersion } from './courses.schema.ts'

/** What may be taught, and held against the syllabus. */
@Injectable()
export class CoursesService {
  constructor(
    private readonly acts: ActsService,
    private readonly courses: CoursesRepository,
  ) {}

  async publish(caller: Caller, ask: PublishCourse): Promise<Course> {
    if (!mayPublish(caller)) throw new Fault('forbidden', 'Courses are published by national accreditors')
    const misplaced = misplacedItem(ask.modules)
    if (misplaced !== null) throw Fault.invalid(misplaced, 'isOfThisModule')
    const latest = await this.courses.findLatest(ask.code)
    if (!isAbove(ask, latest)) throw Fault.conflict('There is this version already, or a later one')
    const course = { _id: courseId(ask.code, versionOf(ask)), ...ask, publishedBy: caller.identity }
    const published = { ...course, publishedAt: new Date() }
    const isNewMajor = latest !== null && ask.major > latest.major
    const about = { course: published._id, validMonths: ask.validMonths, graceDays: ask.graceDays }
    await this.acts
      .record(caller, 'course-publish', about, () =>
        this.courses.add(published, isNewMajor ? changeOf(published) : null),
      )
      .catch((error: unknown) => {
        throw isDuplicate(error) ? Fault.conflict('Somebody else has published this version') : error
      })
    return toCourse(published)
  }

  async list(): Promise<CoursesListed> {
    return { items: (await this.courses.findNewest(MOST_COURSES)).map(toCourse), next: null }
  }

  /** @throws Fault `not-found` */
  async get(code: string, version: string): Promise<CourseVersion> {
    const course = await this.courses.find(courseId(code, version))
    if (!course) throw Fault.notFound()
    return course
  }

  /** When each major version of these courses took the place of those before. */
  majorsOf(codes: readonly string[]): Promise<CourseVersion[]> {
    return codes.length === 0 ? Promise.resolve([]) : this.courses.findMajors([...new Set(codes)])
  }

  /** What a new major version changes and is not carried out; null: nothing, or not yet. */
  findChange(now: Date): Promise<CourseChange | null> {
    return this.courses.findChange(now)
  }

  setChange(change: CourseChange): Promise<void> {
    return this.courses.setChange(change)
  }

  removeChange({ _id }: CourseChange): Promise<void> {
    return this.courses.removeChange(_id)
  }
}

function changeOf({ _id, code, publishedAt }: CourseVersion): CourseChange {
  return { _id, code, publishedAt, secondAt: null, done: '' }
}
