import { ASSESSMENTS, TRAINING_MODULES, type CertifyTraining, type HoldTrainingSession } from '@contactpoint/contracts'
import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of a form as a browser sends them. */
export type HoldForm = Record<string, string | undefined>

/** What was held; a course is chosen with its version, `CP-CORE 2.0`. */
export function sessionIn(form: HoldForm): HoldTrainingSession {
  const [courseCode = '', version = ''] = (form['course'] ?? '').split(' ')
  return { courseCode, version, heldOn: dateIn(form, 'heldOn') ?? '' }
}

export interface CertifyForm {
  username?: string
  modules?: string | string[]
  assessment?: string
}

/** Who is certified, and in what. */
export function certificationIn(sessionId: string, form: CertifyForm): CertifyTraining {
  const chosen = [form.modules ?? []].flat()
  const assessment = ASSESSMENTS.find((one) => one === form.assessment)
  return {
    ...{ sessionId, username: filled(form.username)?.toLowerCase() ?? '' },
    modules: TRAINING_MODULES.filter((one) => chosen.includes(one)),
    ...(assessment && { assessment }),
  }
}

export const HOLDING: Record<string, string> = {
  courseCode: 'Select which course you held',
  version: 'Select which course you held',
  heldOn: 'Enter a real day, not later than today and a month ago at the most',
}

export const CERTIFYING: Record<string, string> = {
  username: 'Enter the user name of somebody who was there',
  modules: 'Select modules that the course teaches and you hold yourself',
  assessment: 'Select how the assessment went, for modules that have one and no others',
}
