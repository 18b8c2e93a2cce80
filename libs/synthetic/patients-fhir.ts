import type { PatientEntry } from './patient-entries.ts'

const GENDER = { F: 'female', M: 'male' } as const
const LABELS = {
  unrestricted: { code: 'U', display: 'unrestricted' },
  restricted: { code: 'R', display: 'restricted' },
} as const

/** @param extractDate `YYYY-MM-DD` */
export function patientsHeader(extractDate: string): string {
  return line({ feed: 'pds', extractDate, serial: '001' })
}

/** One `Patient` of FHIR R4. Ids of elements are left out: nothing reads them. */
export function patientLine(entry: PatientEntry): string {
  const { nhsNumber, version, sex, dateOfBirth, address, practice } = entry
  const label = LABELS[entry.isRestricted ? 'restricted' : 'unrestricted']
  return line({
    ...{ resourceType: 'Patient', id: nhsNumber },
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }],
    meta: {
      versionId: String(version),
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', ...label }],
    },
    name: namesOf(entry),
    gender: sex ? GENDER[sex] : 'unknown',
    birthDate: dateOfBirth,
    ...(address && {
      address: [{ use: 'home', period: since(entry), line: address.lines, postalCode: address.postcode }],
    }),
    ...(practice && { generalPractitioner: [practiceOf(practice, entry)] }),
  })
}

function namesOf({ given, family, formerFamily, dateOfBirth }: PatientEntry): object[] {
  const usual = { use: 'usual', period: { start: dateOfBirth }, given, family }
  return formerFamily ? [usual, { use: 'old', given, family: formerFamily }] : [usual]
}

function practiceOf(value: string, entry: PatientEntry): object {
  const system = 'https://fhir.nhs.uk/Id/ods-organization-code'
  return { type: 'Organization', identifier: { system, value, period: since(entry) } }
}

function since({ dateOfBirth }: PatientEntry): object {
  return { start: dateOfBirth }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
