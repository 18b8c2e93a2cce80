import {
  ASSESSED_MODULES,
  Fault,
  LATEST_RECORD_DAYS,
  SYLLABUS,
  type Assessment,
  type Certified,
  type CertifyTraining,
  type TrainingModule,
} from '@contactpoint/contracts'
import { teaches } from '../courses/courses.rules.ts'
import type { CourseVersion } from '../courses/courses.schema.ts'
import type { Certificate } from '../training/certificates.schema.ts'
import { held, holdsUntil, monthsAfter, wasAccredited, type Giver, type Major } from '../training/judging.rules.ts'
import type { Attendance, FailedAssessment, Session } from './training-sessions.schema.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** @throws Fault `invalid-request` for a day before the course was published, or longer ago than is remembered rightly */
export function assertDay(heldOn: string, { publishedAt }: Pick<CourseVersion, 'publishedAt'>, now: Date): void {
  if (heldOn < publishedAt.toISOString().slice(0, 10)) throw Fault.invalid('heldOn', 'isNotBeforeTheCourse')
  const earliest = new Date(now.getTime() - LATEST_RECORD_DAYS * DAY_MS).toISOString().slice(0, 10)
  if (heldOn < earliest) throw Fault.invalid('heldOn', 'isNotTooLongAgo')
}

/** @throws Fault `forbidden` for whoever was no accredited trainer on that day, or is none now */
export function assertTrainer(giver: Giver, trainerId: string, heldOn: string, now: Date): void {
  const endOfDay = new Date(Math.min(Date.parse(heldOn) + DAY_MS - 1, now.getTime()))
  const was = wasAccredited(giver, trainerId, endOfDay) && wasAccredited(giver, trainerId, now)
  if (!was) throw new Fault('forbidden', 'You are not accredited as a trainer for that day')
}

/** @throws Fault `invalid-request` where somebody is named by neither of both, or by both: they might be two */
export function assertNamedOnce({ personId, username }: Pick<CertifyTraining, 'personId' | 'username'>): void {
  if ((personId === undefined) === (username === undefined)) throw Fault.invalid('personId', 'isIdOrUserName')
}

/** @throws Fault `invalid-request` for a module of which the course leaves something out (S11) */
export function assertTaught(course: CourseVersion, modules: readonly TrainingModule[]): void {
  const missing = modules.findIndex((module) => !teaches(course, module))
  if (missing !== -1) throw Fault.invalid(`modules.${missing}`, 'isTaughtByThisCourse')
}

/** @throws Fault `invalid-request` where an assessed module has no result, or others fail what nobody assesses (2.3) */
export function assertAssessed(modules: readonly TrainingModule[], assessment: Assessment | undefined): void {
  const isAssessed = modules.some((module) => ASSESSED_MODULES.includes(module))
  if (isAssessed && assessment === undefined) throw Fault.invalid('assessment', 'isAssessed')
  const isOther = modules.some((module) => !ASSESSED_MODULES.includes(module))
  if (assessment === 'fail' && isOther) throw Fault.invalid('modules', 'areAssessed')
}

/** @throws Fault `forbidden` for whoever is not accredited now, or does not hold what they would certify */
export function assertMayGive(giver: Giver, trainerId: string, modules: readonly TrainingModule[], now: Date): void {
  const lacks = [...new Set<TrainingModule>(['trainer', ...modules])].filter((module) => !held(giver, module, now))
  if (!wasAccredited(giver, trainerId, now)) throw new Fault('forbidden', 'You are not accredited as a trainer now')
  if (lacks.length > 0) throw new Fault('forbidden', `You do not hold, in date: ${lacks.join(', ')}`)
}

/**
 * Whether somebody was there, and has acknowledged all consequences: in this session, to be certified for them, and at any time for other modules.
 *
 * @param everywhere wherever they were
 * @throws Fault `conflict`
 */
export function assertAttended(
  everywhere: readonly Pick<Attendance, 'sessionId' | 'acknowledged'>[],
  sessionId: string,
  modules: readonly TrainingModule[],
): void {
  const here = everywhere.filter((one) => one.sessionId === sessionId)
  if (here.length === 0) throw Fault.conflict('They do not stand in the attendance list of this session')
  const counts = modules.includes('consequences') ? here : everywhere
  const acknowledged = new Set(counts.flatMap((one) => one.acknowledged))
  if (!SYLLABUS.consequences.every((item) => acknowledged.has(item)))
    throw Fault.conflict('They have not acknowledged all consequences of misuse')
}

/** @throws Fault `conflict` for a module whose assessment in this session was failed */
export function assertNotFailed(
  failed: readonly Pick<FailedAssessment, 'modules'>[],
  modules: readonly TrainingModule[],
): void {
  if (failed.some((one) => one.modules.some((module) => modules.includes(module))))
    throw Fault.conflict('They have failed this assessment: another session is needed')
}

/** The certificates of a session, one a module. */
export function certificatesOf(
  session: Pick<Session, '_id' | 'heldOn' | 'trainerId'>,
  course: CourseVersion,
  { identity, by, modules }: { identity: string; by: string; modules: readonly TrainingModule[] },
  now: Date,
): Certificate[] {
  const { _id: sessionId, heldOn, trainerId } = session
  const whose = { identity, by, trainerId, sessionId, at: now, until: monthsAfter(heldOn, course.validMonths) }
  return modules.map((module) => ({ _id: `${sessionId}/${identity}/${module}`, module, ...partsOf(course), ...whose }))
}

/** The certificates of somebody of whom an accreditor vouches that they may teach, one a module. */
export function foundingOf(
  foundingId: string,
  course: CourseVersion,
  { identity, by, modules }: { identity: string; by: string; modules: readonly TrainingModule[] },
  now: Date,
): Certificate[] {
  const until = monthsAfter(now.toISOString().slice(0, 10), course.validMonths)
  const whose = { identity, by, trainerId: null, sessionId: null, at: now, until }
  return modules.map((module) => ({ _id: `${foundingId}/${module}`, module, ...partsOf(course), ...whose }))
}

/** @throws Fault `conflict` when a certificate would be over: the training is too old, or another version took its place */
export function toCertified(given: readonly Certificate[], majors: readonly Major[], now: Date): Certified[] {
  return given.map((one) => {
    const until = holdsUntil(one, majors)
    if (until <= now) throw Fault.conflict('A certificate of this training would be over already')
    return { module: one.module, until: until.toISOString() }
  })
}

function partsOf({
  code: courseCode,
  major,
  minor,
}: CourseVersion): Pick<Certificate, 'courseCode' | 'major' | 'minor'> {
  return { courseCode, major, minor }
}
