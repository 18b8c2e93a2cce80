import type { Role } from './vocabulary.ts'

/** Where organisations work that may have accounts (S09). */
export const SECTORS = ['child-health', 'education', 'youth-justice', 'social-care', 'police', 'voluntary'] as const
export type Sector = (typeof SECTORS)[number]

/** By what an organisation is accredited. Each is a paper that the accreditor has seen. */
export const ORGANISATION_EVIDENCE = [
  'disciplinary-procedure',
  'security-policy',
  'data-protection-registration',
  'contact-of-record',
] as const
export type OrganisationEvidence = (typeof ORGANISATION_EVIDENCE)[number]

/** For so many days it is believed that an organisation is reached as it was last said; then somebody is to say it again. */
export const CONTACT_FRESH_DAYS = 180

/** Why somebody needs an account (S09). */
export const ACCOUNT_NEEDS = [
  'works-with-children',
  'safeguarding-lead',
  'duty-team',
  'shield-desk',
  'manages-accounts',
  'trains',
  'accredits',
  'audits',
  'keeps-records',
  'operates',
] as const
export type AccountNeed = (typeof ACCOUNT_NEEDS)[number]

/** What is checked of a person before they are let in (S10, S24), each with a reference into the register where it stands. */
export const CHECK_KINDS = ['identity', 'enhanced-disclosure', 'officer-vetting'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

/** For how long a check holds at the most, in days: a disclosure is renewed every three years. */
export const CHECK_LASTS_DAYS: Readonly<Record<CheckKind, number>> = {
  identity: 3_653,
  'enhanced-disclosure': 1_096,
  'officer-vetting': 1_096,
}

/** For how long it holds that a manager has said that somebody still needs their account: four months. */
export const ATTESTATION_DAYS = 122

/** Everything that must be so for somebody to be let in, in the order in which it usually comes. */
export const PRECONDITIONS = [
  'identity-check',
  'enhanced-disclosure',
  'training',
  'officer-vetting',
  'organisation',
  'approval',
  'agreement',
  'attestation',
  'authority',
  'not-suspended',
  'open-account',
] as const
export type PreconditionName = (typeof PRECONDITIONS)[number]

/** Why somebody is suspended by a manager; `case` is a case of misuse. */
export const SUSPENSION_CODES = ['misuse-suspected', 'long-absence', 'check-in-doubt', 'manager-asks', 'other'] as const
export type SuspensionCode = (typeof SUSPENSION_CODES)[number]

/** Why an account is closed, for good. */
export const CLOSURE_CODES = ['left', 'moved', 'need-ended', 'made-in-error', 'other'] as const
export type ClosureCode = (typeof CLOSURE_CODES)[number]

/** Why somebody cannot sign in any more. `key-shut`: two keys signed as one; `code-over`: they did not enrol in time. */
export const RECOVERY_GROUNDS = ['lost', 'stolen', 'broken', 'forgotten', 'key-shut', 'code-over'] as const
export type RecoveryGround = (typeof RECOVERY_GROUNDS)[number]

/** Who makes accounts of which roles; the national desk's accreditors make those that no authority has. */
export const MADE_BY: Readonly<Partial<Record<Role, 'account-manager' | 'accreditor' | 'national-accreditor'>>> = {
  practitioner: 'account-manager',
  'account-manager': 'accreditor',
  'shield-officer': 'accreditor',
  cpmt: 'accreditor',
  trainer: 'accreditor',
  'data-steward': 'accreditor',
  accreditor: 'national-accreditor',
  auditor: 'national-accreditor',
  operator: 'national-accreditor',
}

/** How far an authority has come in the roll-out (S02). `shielding`: it has a desk, and places its shields; `ready`: nothing is missing. */
export const AUTHORITY_STATES = ['preparing', 'shielding', 'ready', 'live', 'suspended'] as const
export type AuthorityState = (typeof AUTHORITY_STATES)[number]

/** What must be so before an authority goes live (S23, S24). */
export const READINESS = [
  'two-shield-officers',
  'management-team',
  'no-open-requests',
  'reviewed-policy',
  'attested-by-two',
] as const
export type ReadinessName = (typeof READINESS)[number]

/** Which agreement somebody signs before they first sign in, and everybody anew when there is another. */
export const AGREEMENT_VERSION = '2026-1'

/** The agreement that is in force: since which day, and for how many days from then whoever signed one of before is let in still. */
export const AGREEMENT = { version: AGREEMENT_VERSION, inForceFrom: '2026-01-01', graceDays: 28 } as const
