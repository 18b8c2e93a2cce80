import {
  Fault,
  isSensitive,
  today,
  type Consent,
  type Education,
  type FedService,
  type Involvement,
  type InvolvementChanges,
  type KeepInvolvement,
  type Organisation,
  type ReviewedInvolvement,
} from '@contactpoint/contracts'
import { toEmail, toName, toPhone } from '@contactpoint/text'
import { serviceKey } from '../children/services.rules.ts'
import type { KeptConsent, KeptInvolvement } from './involvements.schema.ts'

type Schooling = Pick<Education, 'schoolUrn' | 'startDate'>
type Organisations = ReadonlyMap<string, Organisation>

/** An involvement as it is first kept: names and numbers folded once. @throws Fault `invalid-request` for a sensitive one without a basis */
export function newInvolvement(involvementId: string, ask: KeepInvolvement, now: Date): KeptInvolvement {
  const { childId, service, organisation, startDate, leadProfessional, hasAssessment, owner, by } = ask
  if (isSensitive(service) !== Boolean(ask.consent)) throw Fault.invalid('consent', 'isOfSensitiveService')
  return {
    ...{ involvementId, version: 1, childId, recordedFor: childId, service, isSensitive: isSensitive(service) },
    ...{ organisation, personName: toName(ask.personName), phone: toPhone(ask.phone), email: toEmail(ask.email) },
    ...{ startDate, endDate: null, leadProfessional, hasAssessment, contactAt: now },
    consent: ask.consent ? recorded(ask.consent, by, now) : null,
    ...{ owner, recordedBy: by },
  }
}

function recorded({ givenBy, basis, givenOn }: Consent, recordedBy: string, recordedAt: Date): KeptConsent {
  return { givenBy, basis, givenOn, recordedBy, recordedAt, withdrawnBy: null, withdrawnAt: null }
}

/** An involvement with its changes. @throws Fault `invalid-request` for what it cannot become */
export function changedInvolvement(
  kept: KeptInvolvement,
  { by, consentWithdrawn, ...ask }: InvolvementChanges & { by: string },
  now: Date,
): KeptInvolvement {
  const { personName, phone, email, organisation, startDate, endDate, leadProfessional, hasAssessment } = ask
  const changed: KeptInvolvement = {
    ...kept,
    version: kept.version + 1,
    organisation: organisation ?? kept.organisation,
    personName: personName === undefined ? kept.personName : toName(personName),
    phone: phone === undefined ? kept.phone : toPhone(phone),
    email: email === undefined ? kept.email : toEmail(email),
    startDate: startDate ?? kept.startDate,
    endDate: endDate ?? kept.endDate,
    leadProfessional: leadProfessional ?? kept.leadProfessional,
    hasAssessment: hasAssessment ?? kept.hasAssessment,
    contactAt: saysContact(ask) ? now : kept.contactAt,
  }
  if (changed.endDate !== null && changed.endDate < changed.startDate)
    throw Fault.invalid('endDate', 'isNotBeforeStart')
  return consentWithdrawn ? withdrawn(changed, by, now) : changed
}

/** Whether such changes say how somebody is reached. */
export function saysContact({ personName, phone, email, organisation }: InvolvementChanges): boolean {
  return [personName, phone, email, organisation].some((value) => value !== undefined)
}

/** That there was a consent, and that it ended, is kept; whom it was about the service with is not. */
function withdrawn(kept: KeptInvolvement, withdrawnBy: string, withdrawnAt: Date): KeptInvolvement {
  if (!kept.consent) throw Fault.invalid('consentWithdrawn', 'isOfSensitiveService')
  const nobody = { personName: null, phone: null, email: null }
  return { ...kept, ...nobody, consent: { ...kept.consent, withdrawnBy, withdrawnAt } }
}

/** Whoever goes on first, then whoever leads, then the latest: somebody who looks for help begins there. */
export function inOrder(kept: readonly KeptInvolvement[]): KeptInvolvement[] {
  const rank = ({ endDate, leadProfessional, startDate, involvementId }: KeptInvolvement): string[] => {
    const isPast = endDate === null ? '0' : '1'
    return [isPast, leadProfessional ? '0' : '1', latestFirst(startDate), involvementId]
  }
  return kept.toSorted((one, other) => (rank(one).join() < rank(other).join() ? -1 : 1))
}

/** Days turned round: the later, the smaller. */
function latestFirst(day: string): string {
  return day.replaceAll(/\d/g, (digit) => String(9 - Number(digit)))
}

/** As a record shows it. */
export function toInvolvement(kept: KeptInvolvement, organisations: Organisations): Involvement {
  const { involvementId, version, service, personName, phone, email, startDate, endDate } = kept
  return {
    ...{ involvementId, version, service, organisation: listed(kept.organisation, organisations) },
    ...{ personName, phone, email, startDate, endDate },
    ...{ leadProfessional: kept.leadProfessional, hasAssessment: kept.hasAssessment },
    contactAsOf: today(kept.contactAt),
  }
}

/** As the management team sees it. */
export function toReviewed(kept: KeptInvolvement, organisations: Organisations): ReviewedInvolvement {
  const { consent } = kept
  return {
    ...toInvolvement(kept, organisations),
    consent: consent && { givenBy: consent.givenBy, basis: consent.basis, givenOn: consent.givenOn },
  }
}

/** What feeds say of who works with a child. */
export interface BroughtByFeeds {
  education: Schooling | null
  gpPracticeCode: string | null
  services: readonly FedService[]
}

/** Codes of the organisations of those. */
export function fedOrganisations({ education, gpPracticeCode, services }: BroughtByFeeds): string[] {
  const codes = [education?.schoolUrn, gpPracticeCode, ...services.map(({ organisation }) => organisation)]
  return codes.filter((code) => typeof code === 'string')
}

/**
 * The services, whoever leads first, the school and the practice that feeds bring, as more who work with the child (S04).
 *
 * @param recorded by people: what they have recorded as going on is not shown again
 */
export function fedInvolvements(
  { education, gpPracticeCode, services }: BroughtByFeeds,
  organisations: Organisations,
  recorded: readonly KeptInvolvement[],
): Involvement[] {
  const known = new Set(recorded.filter(({ endDate }) => endDate === null).map(serviceKey))
  const others = services
    .filter((one) => !known.has(serviceKey(one)))
    .toSorted((one, other) => Number(other.leadProfessional) - Number(one.leadProfessional))
  const school = education && { service: 'school', organisation: education.schoolUrn, startDate: education.startDate }
  const practice = gpPracticeCode === null ? null : { service: 'gp', organisation: gpPracticeCode }
  const all = [...others, school, practice] as (Brought | null)[]
  return all.flatMap((one) => (one ? [fed(one, organisations)] : []))
}

type Brought = Pick<Involvement, 'service'> & { organisation: string } & Partial<FedService>

function fed({ service, organisation, ...how }: Brought, organisations: Organisations): Involvement {
  const { personName = null, phone = null, email = null, startDate = null, leadProfessional = false } = how
  return {
    ...{ involvementId: null, version: null, service, organisation: listed(organisation, organisations) },
    ...{ personName, phone, email, startDate, endDate: null },
    ...{ leadProfessional, hasAssessment: false, contactAsOf: null },
  }
}

/** What is not in the list is shown by its code alone. */
function listed(code: string, organisations: Organisations): Organisation {
  return organisations.get(code) ?? { code, name: null, lines: [], postcode: null }
}
