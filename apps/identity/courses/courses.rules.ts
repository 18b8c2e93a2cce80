import type { Caller } from '@contactpoint/bus'
import { NATIONAL_DESK, SYLLABUS, type Course, type SyllabusItem, type TrainingModule } from '@contactpoint/contracts'
import type { CourseVersion } from './courses.schema.ts'

/** Items of the syllabus of a module that a course does not cover; none: it teaches the module (S11). */
export function missingIn({ modules }: Pick<CourseVersion, 'modules'>, module: TrainingModule): SyllabusItem[] {
  const covered: readonly string[] = modules.find((taught) => taught.module === module)?.items ?? []
  return SYLLABUS[module].filter((item) => !covered.includes(item))
}

export function teaches(course: Pick<CourseVersion, 'modules'>, module: TrainingModule): boolean {
  return missingIn(course, module).length === 0
}

/** The place of the first item that is of another module than the one under which it stands; null: there is none. */
export function misplacedItem(modules: CourseVersion['modules']): string | null {
  const found = modules.findIndex(({ module, items }) => {
    const own: readonly string[] = SYLLABUS[module]
    return items.some((item) => !own.includes(item))
  })
  return found === -1 ? null : `modules.${found}.items`
}

/** Whether a version is above those that there are: the next of its major version, or of a later one. */
export function isAbove(
  { major, minor }: Pick<CourseVersion, 'major' | 'minor'>,
  latest: Pick<CourseVersion, 'major' | 'minor'> | null,
): boolean {
  return latest === null || major > latest.major || (major === latest.major && minor > latest.minor)
}

/** Courses are the same everywhere: the national desk's accreditors publish them. */
export function mayPublish({ authority }: Pick<Caller, 'authority'>): boolean {
  return authority === NATIONAL_DESK
}

export function courseId(code: string, version: string): string {
  return `${code}@${version}`
}

export function versionOf({ major, minor }: Pick<CourseVersion, 'major' | 'minor'>): string {
  return `${major}.${minor}`
}

export function toCourse(course: CourseVersion): Course {
  const { code, modules, validMonths, graceDays, publishedAt } = course
  const judged = modules.map(({ module, items }) => {
    const missing = missingIn(course, module)
    return { module, items, satisfies: missing.length === 0, missing }
  })
  return {
    ...{ code, version: versionOf(course), modules: judged, validMonths, graceDays },
    publishedAt: publishedAt.toISOString(),
  }
}
