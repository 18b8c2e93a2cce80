import type { Involvement, Place } from '@contactpoint/contracts'

/** What a record says of sensitive services: not that there is any, or that there is another service (S33, AC-25). */
export type SensitivePolicy = 'nothing' | 'unspecified'

/** Existence alone deters: nothing is told unless somebody decides otherwise (docs/decisions/0024). */
export const SENSITIVE_POLICY: SensitivePolicy = 'nothing'

/** Another service, of which the authority may be asked: the same however many there are, and of which kind. */
export function unspecifiedService(authority: Place | null): Involvement {
  return {
    ...{ involvementId: null, version: null, service: 'unspecified' },
    organisation: authority && { code: authority.code, name: authority.name, lines: [], postcode: null },
    ...{ personName: null, phone: null, email: null, startDate: null, endDate: null },
    ...{ leadProfessional: false, hasAssessment: false, contactAsOf: null },
  }
}
