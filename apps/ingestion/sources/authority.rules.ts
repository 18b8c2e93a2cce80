import {
  NATIONAL_DESK,
  ORGANISATION_CODE,
  SENSITIVE_SERVICES,
  SERVICE_TYPES,
  type FedServiceType,
  type InvolvedRecord,
} from '@contactpoint/contracts'
import type { Cells, CsvTranslator } from './csv-feed.rules.ts'
import type { FieldReader, LocatedOutcome } from './feed.rules.ts'
import {
  childsBirthDate,
  email,
  genderOfSex,
  matching,
  middleNames,
  pastDay,
  personName,
  postcode,
  refuse,
  telephone,
} from './field-readers.rules.ts'

/**
 * What an authority's case systems hold and the directory must not (S34, I6): a file that has such a column is refused whole, by the column's
 * name, so that the sender learns to leave it out.
 */
export const NEVER_KEPT: ReadonlySet<string> = new Set(
  (
    'notes comments remarks caseNotes chronology narrative description summary ' +
    'reason referralReason referralSource referredBy need primaryNeed category abuseCategory concern allegation incident ' +
    'assessment assessmentOutcome outcome decision recommendation plan planType careplan supportPlan ' +
    'childProtection childProtectionPlan childInNeed lookedAfter legalStatus section47 section20 careOrder placement ' +
    'adoption adopted fostered riskLevel riskScore flag alert warningMarker vulnerability exploitation missingEpisodes ' +
    'disability diagnosis health medication specialEducationalNeeds senStatus ehcPlan exclusion attendance ' +
    'offence conviction sentence order custody gang substance pregnancy sexuality ' +
    'ethnicity religion language nationality immigrationStatus asylum ' +
    'benefits income housingStatus freeSchoolMeals nationalInsuranceNumber ' +
    'parentalResponsibility courtProceedings caseId caseStatus caseworkerNotes consent consentReason'
  ).split(' '),
)

const COLUMNS = [
  ...['extractDate', 'serial', 'authority', 'reference'],
  ...['givenName', 'middleNames', 'familyName', 'dateOfBirth', 'sex', 'postcode'],
  ...['service', 'organisation', 'personName', 'phone', 'email', 'startDate', 'endDate', 'lead'],
]

/** The feed of authorities' own systems. Layout, refusal codes and version rule: `docs/feeds/authority.md`. */
export const authority: CsvTranslator = {
  source: 'authority',
  layout: { columns: COLUMNS, neverKept: NEVER_KEPT },
  recordIdColumns: ['authority', 'reference'],
  childColumn: 'dateOfBirth',
  recordOf(cells, today): InvolvedRecord {
    const dateOfBirth = cells.one('dateOfBirth', childsBirthDate(today))
    return {
      kind: 'involved',
      ...locatedOf(cells, today),
      name: {
        given: [cells.one('givenName', personName), ...(cells.optional('middleNames', middleNames) ?? [])],
        family: cells.one('familyName', personName),
      },
      formerFamilyNames: [],
      dateOfBirth,
      gender: cells.one('sex', genderOfSex),
      postcode: cells.one('postcode', postcode),
      ...involvementOf(cells, today),
    }
  },
}

/** A row as it is when its sender was let in for one authority alone: of another's record it is refused. @param code null: let in for all */
export function ofOwn(row: LocatedOutcome, code: string | null | undefined): LocatedOutcome {
  const recordId = row.record?.recordId
  if (!code || recordId === undefined || recordId.startsWith(`${code}-`)) return row
  const { line } = row
  return { row: row.row, line, refusal: { line, recordId, field: 'authority', code: 'not-your-authority' } }
}

/** Two authorities may use one reference: it is theirs alone under their code. The date comes first in the version, so that a later extract outranks an earlier. */
function locatedOf(cells: Cells, today: string): Pick<InvolvedRecord, 'recordId' | 'version' | 'asOf'> {
  const asOf = cells.one('extractDate', pastDay(today))
  const version = `${asOf}.${cells.one('serial', matching(/^\d{3}$/))}`
  const code = cells.one('authority', authorityCode)
  return { recordId: `${code}-${cells.one('reference', matching(/^[A-Z0-9-]{1,36}$/))}`, version, asOf }
}

function involvementOf(cells: Cells, today: string): Pick<InvolvedRecord, 'service' | 'ended'> {
  const service = {
    service: cells.one('service', fedService),
    organisation: cells.one('organisation', organisation),
    personName: cells.optional('personName', personName),
    phone: cells.optional('phone', telephone),
    email: cells.optional('email', email),
    startDate: cells.optional('startDate', pastDay(today)),
    leadProfessional: cells.one('lead', yesOrNo),
  }
  const endDate = cells.optional('endDate', pastDay(today))
  if (endDate !== null && service.startDate !== null && endDate < service.startDate) refuse('endDate', 'before-start')
  return endDate === null ? { service } : { service, ended: ['services'] }
}

const authorityCode: FieldReader<string> = (text, field) => {
  const code = matching(/^\d{3}$/)(text, field)
  return code === NATIONAL_DESK ? refuse(field, 'format') : code
}

const organisation = matching(new RegExp(ORGANISATION_CODE.pattern))

/** A sensitive one is recorded by a person who knows who has consented (decision 0024); a school and a practice come from their own feeds. */
const fedService: FieldReader<FedServiceType> = (text, field) => {
  const service = SERVICE_TYPES.find((known) => known === text)
  if (service === undefined) return refuse(field, 'not-in-list')
  if (isOneOf(SENSITIVE_SERVICES, service)) return refuse(field, 'sensitive-service')
  if (service === 'school' || service === 'gp') return refuse(field, 'other-feed')
  return service
}

function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return list.some((known) => known === text)
}

const yesOrNo: FieldReader<boolean> = (text, field) =>
  text === 'yes' ? true : text === 'no' ? false : refuse(field, 'not-in-list')
