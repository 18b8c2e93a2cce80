import type { ServiceType } from '@contactpoint/contracts'
import { dateIn, filled } from '../../layout/dates.rules.ts'

/** The fields of the form as a browser sends them. */
export type InvolvementForm = Record<string, string | undefined>

/** What is recorded; what is missing or wrong is for the gateway to refuse. */
export function involvementIn(form: InvolvementForm) {
  const email = filled(form['email'])
  return {
    service: (form['service'] ?? '') as ServiceType,
    organisation: filled(form['organisation'])?.toUpperCase() ?? '',
    personName: filled(form['personName']) ?? '',
    phone: filled(form['phone']) ?? '',
    ...(email && { email }),
    startDate: dateIn(form, 'start') ?? '',
    leadProfessional: form['leadProfessional'] === 'yes',
    hasAssessment: form['hasAssessment'] === 'yes',
  }
}
