import { MODULES_OF, type Role, type TrainingModule } from '@contactpoint/contracts'
import type { CourseVersion } from '../courses/courses.schema.ts'
import type { Certificate } from './certificates.schema.ts'
import type { Accreditation, Withdrawal } from './trainers.schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The first version of each major one of a course. */
export type Major = Pick<CourseVersion, 'code' | 'major' | 'publishedAt' | 'graceDays'>
type Held = Pick<Certificate, 'module' | 'courseCode' | 'major' | 'at' | 'until'>
type Given = Pick<Certificate, 'trainerId' | 'module' | 'at'>

/** All that is known of who gave a certificate. */
export interface Giver {
  /** Of all their accounts. */
  accreditations: readonly Pick<Accreditation, 'personId' | 'at' | 'until'>[]
  withdrawals: readonly Pick<Withdrawal, 'personId' | 'from' | 'at'>[]
  /** Those that are not void. */
  certificates: readonly Held[]
  majors: readonly Major[]
}

/** Until when a certificate holds: its day, or that on which the grace of a later major version ends, whichever is first. */
export function holdsUntil({ courseCode, major, until }: Held, majors: readonly Major[]): Date {
  const later = majors.filter((one) => one.code === courseCode && one.major > (major ?? 0))
  const ends = later.map(({ publishedAt, graceDays }) => publishedAt.getTime() + graceDays * DAY_MS)
  return new Date(Math.min(until.getTime(), ...ends))
}

/** The certificate of a module that holds longest, and until when; null: there is none. @param certificates none that is void */
export function best<One extends Held>(
  certificates: readonly One[],
  majors: readonly Major[],
  module: TrainingModule,
): { certificate: One; until: Date } | null {
  const ofModule = certificates.filter((one) => one.module === module)
  const dated = ofModule.map((certificate) => ({ certificate, until: holdsUntil(certificate, majors) }))
  return dated.sort((one, other) => other.until.getTime() - one.until.getTime())[0] ?? null
}

/** Until when all modules of a role are in date; null: one is missing. @param certificates none that is void */
export function trainedUntil(role: Role, certificates: readonly Held[], majors: readonly Major[]): Date | null {
  const ends = MODULES_OF[role].map((module) => best(certificates, majors, module)?.until ?? null)
  if (ends.length === 0 || ends.includes(null)) return null
  return new Date(Math.min(...ends.map((end) => end!.getTime())))
}

/** Whether an accreditation was in force: a withdrawal ends those of before it from the instant that it says, whatever came of them meanwhile. */
export function wasAccredited(
  { accreditations, withdrawals }: Pick<Giver, 'accreditations' | 'withdrawals'>,
  personId: string,
  at: Date,
): boolean {
  const ended = (since: Date): boolean =>
    withdrawals.some((one) => one.personId === personId && one.at >= since && one.from <= at)
  return accreditations.some((one) => one.personId === personId && one.at <= at && one.until > at && !ended(one.at))
}

/** Whether somebody held a module, in date, before an instant: nobody certifies on the strength of what they are certified for at the same moment. */
export function held({ certificates, majors }: Giver, module: TrainingModule, at: Date): boolean {
  return certificates.some((one) => one.module === module && one.at < at && holdsUntil(one, majors) > at)
}

/** What of this a trainer may certify others for: what they hold themselves, as long as they hold that they may train. */
export function mayGive(giver: Giver, { trainerId, module, at }: Given): boolean {
  if (trainerId === null) return true
  return wasAccredited(giver, trainerId, at) && held(giver, 'trainer', at) && held(giver, module, at)
}

/** The Monday of the week of an instant, `YYYY-MM-DD`, UTC. */
export function weekOf(instant: Date): string {
  const sinceMonday = (instant.getUTCDay() + 6) % 7
  return new Date(instant.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10)
}

/** So many months after a day, at its beginning, UTC; the last of the month where there is no such day. @param day `YYYY-MM-DD` */
export function monthsAfter(day: string, months: number): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)))
}
