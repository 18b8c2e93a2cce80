/** A patient as the Personal Demographics Service gives one; see docs/feeds/pds.md. */
export interface Patient {
  /** Ten digits. */
  id: string
  label: 'U' | 'R' | 'V' | 'REDACTED'
  version?: number
  given?: string[]
  family?: string
  birthDate?: string
  gender?: string
  address?: { lines: string[]; postcode: string }
}

/** A file of the feed. @param serial of a later file of the day */
export function aPdsFile(patients: readonly Patient[], { extractDate = '2026-10-01', serial = '001' } = {}): string {
  const lines = [{ feed: 'pds', extractDate, serial }, ...patients.map(resourceOf)]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

function resourceOf({ id, label, version = 1, given, family, birthDate, gender, address }: Patient): object {
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: label }]
  return {
    ...{ resourceType: 'Patient', id, meta: { versionId: String(version), security } },
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: id }],
    ...(family && { name: [{ use: 'usual', period: { start: '2020-01-01' }, given, family }] }),
    ...{ birthDate, gender },
    ...(address && { address: [{ use: 'home', line: address.lines, postalCode: address.postcode }] }),
  }
}
