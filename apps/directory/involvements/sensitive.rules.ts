import type { Involvement, Place } from '@contactpoint/contracts'

/** Another service, of which the authority may be asked: the same however many there are, and of which kind. */
export function unspecifiedService(authority: Place | null): Involvement {
  return {
    ...{ involvementId: null, version: null, service: 'unspecified' },
    organisation: authority && { code: authority.code, name: authority.name, lines: [], postcode: null },
    ...{ personName: null, phone: null, email: null, startDate: null, endDate: null },
    ...{ leadProfessional: false, hasAssessment: false, contactAsOf: null },
  }
}
