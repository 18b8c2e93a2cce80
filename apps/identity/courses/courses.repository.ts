import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { courseChanges, courses, type CourseChange, type CourseVersion } from './courses.schema.ts'

@Injectable()
export class CoursesRepository {
  constructor(
    @InjectCollection(courses) private readonly courses: Model<CourseVersion>,
    @InjectCollection(courseChanges) private readonly changes: Model<CourseChange>,
  ) {}

  /** With the change that it makes, if people hold certificates of earlier ones. */
  async add(course: CourseVersion, change: CourseChange | null): Promise<void> {
    assertInTransaction()
    await this.courses.create(course)
    if (change) await this.changes.create(change)
  }

  async find(courseId: string): Promise<CourseVersion | null> {
    return this.courses.findById(courseId).lean<CourseVersion>()
  }

  async findLatest(code: string): Promise<CourseVersion | null> {
    return this.courses.findOne({ code }).sort({ major: -1, minor: -1 }).lean<CourseVersion>()
  }

  /** Of these courses, the first of each major version: when that took the place of those before. */
  async findMajors(codes: string[]): Promise<CourseVersion[]> {
    const found = await this.courses
      .find({ code: { $in: codes } })
      .sort({ code: 1, major: 1, minor: 1 })
      .lean<CourseVersion[]>()
    return found.filter((one, n) => one.code !== found[n - 1]?.code || one.major !== found[n - 1]?.major)
  }

  async findNewest(most: number): Promise<CourseVersion[]> {
    return this.courses.find().sort({ code: 1, major: -1, minor: -1 }).limit(most).lean<CourseVersion[]>()
  }

  /** The oldest that is due. */
  async findChange(now: Date): Promise<CourseChange | null> {
    return this.changes
      .findOne({ $or: [{ secondAt: null }, { secondAt: { $lte: now } }] })
      .sort({ publishedAt: 1 })
      .lean<CourseChange>()
  }

  async setChange({ _id, secondAt, done }: Pick<CourseChange, '_id' | 'secondAt' | 'done'>): Promise<void> {
    await this.changes.updateOne({ _id }, { $set: { secondAt, done } })
  }

  async removeChange(courseId: string): Promise<void> {
    await this.changes.deleteOne({ _id: courseId })
  }
}
