import type { IncomingRecord, MovedRecord, PresentRecord } from '@contactpoint/contracts'
import type { Cells, CsvTranslator } from './csv-feed.rules.ts'
import { RowFault, type FieldReader } from './feed.rules.ts'
import {
  addressLine,
  birthDate,
  genderOfSex,
  matching,
  middleNames,
  pastDay,
  personName,
  postcode,
  recordId,
  refuse,
  relationship,
  telephone,
} from './field-readers.rules.ts'

/**
 * What a benefit system holds of a claim and the directory must not (S34, I6): a file that has such a column is refused whole, by
 * the column's name, so that the sender learns to leave it out.
 */
export const NEVER_KEPT: ReadonlySet<string> = new Set(
  (
    'nationalInsuranceNumber nino childNino partnerNino taxReference taxCode utr ' +
    'bankName bankAccountNumber accountNumber accountName sortCode iban rollNumber ' +
    'amount weeklyRate paymentAmount paymentDate lastPaymentDate paymentFrequency paymentMethod optedOut ' +
    'overpayment arrears debt penalty income adjustedNetIncome highIncomeCharge taxCharge otherBenefits ' +
    'employer employment occupation maritalStatus partnerName ' +
    'nationality countryOfBirth immigrationStatus residenceStatus ethnicity religion language ' +
    'disability disabilityRate medical lookedAfter adopted adoptionDate fostered inCare inHospital inCustody ' +
    'endReason decision appeal fraudMarker riskScore notes comments remarks caseNotes'
  ).split(' '),
)

const ADDRESS_LINES = ['addressLine1', 'addressLine2', 'addressLine3', 'addressLine4']
const COLUMNS = [
  ...['extractDate', 'serial', 'childRef', 'claim'],
  ...['givenName', 'middleNames', 'familyName', 'dateOfBirth', 'sex'],
  ...[...ADDRESS_LINES, 'postcode'],
  ...['claimantGivenName', 'claimantFamilyName', 'relationship', 'telephone'],
]

/** The child benefit feed. Layout, refusal codes and version rule: `docs/feeds/child-benefit.md`. */
export const childBenefit: CsvTranslator = {
  source: 'child-benefit',
  layout: { columns: COLUMNS, neverKept: NEVER_KEPT },
  recordIdColumns: ['childRef'],
  recordOf(cells, today): IncomingRecord {
    const located = locatedOf(cells, today)
    return cells.one('claim', claim) === 'ended' ? endedOf(located) : claimedOf(located, cells, today)
  },
}

type Located = Pick<IncomingRecord, 'recordId' | 'version' | 'asOf'>

/** The date first, so that a later extract outranks every delivery of an earlier one; both parts are of fixed width. */
function locatedOf(cells: Cells, today: string): Located {
  const asOf = cells.one('extractDate', pastDay(today))
  const version = `${asOf}.${cells.one('serial', matching(/^\d{3}$/))}`
  return { recordId: cells.one('childRef', recordId), version, asOf }
}

/** Where the child lives is not known here any more: nothing is said of it, and nothing taken back. */
function endedOf(located: Located): MovedRecord {
  const nothing = { address: null, identifiers: [], carers: [], education: null, gpPracticeCode: null }
  return { kind: 'moved', ...located, ...nothing }
}

function claimedOf(located: Located, cells: Cells, today: string): PresentRecord {
  return {
    kind: 'present',
    ...located,
    name: {
      given: [cells.one('givenName', personName), ...(cells.optional('middleNames', middleNames) ?? [])],
      family: cells.one('familyName', personName),
    },
    formerFamilyNames: [],
    dateOfBirth: cells.one('dateOfBirth', birthDate(today)),
    gender: cells.one('sex', genderOfSex),
    address: addressOf(cells),
    identifiers: [],
    carers: [claimantOf(cells)],
    education: null,
    gpPracticeCode: null,
  }
}

function addressOf(cells: Cells): PresentRecord['address'] {
  const lines = cells.all(ADDRESS_LINES, addressLine)
  if (lines.length === 0 && cells.optional('postcode', postcode) === null) return null
  if (lines.length === 0) throw new RowFault('addressLine1', 'missing-field')
  return { lines, postcode: cells.one('postcode', postcode) }
}

function claimantOf(cells: Cells): PresentRecord['carers'][number] {
  return {
    name: {
      given: [cells.one('claimantGivenName', personName)],
      family: cells.one('claimantFamilyName', personName),
    },
    relationship: cells.one('relationship', relationship),
    phone: cells.optional('telephone', telephone),
  }
}

const claim: FieldReader<string> = (text, field) =>
  ['open', 'ended'].includes(text) ? text : refuse(field, 'not-in-list')
