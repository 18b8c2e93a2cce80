import type { Reason } from '@contactpoint/contracts'
import { filled } from '../layout/dates.rules.ts'
import type { Purpose } from './session.schema.ts'

export interface PurposeForm {
  reason?: string
  caseReference?: string
}

/** Why somebody looks; what is no reason is for the gateway to refuse. */
export function purposeIn(form: PurposeForm): Purpose {
  const caseReference = filled(form.caseReference)
  return { reason: (form.reason ?? '') as Reason, ...(caseReference && { caseReference }) }
}
