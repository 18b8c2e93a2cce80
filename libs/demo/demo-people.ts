import { NATIONAL_DESK, type AccountNeed, type Role } from '@contactpoint/contracts'

/** Leeds: demo accounts work for one authority, but for those that try what another's people may. */
const DEMO_AUTHORITY = '383'
/** Bradford. */
const OTHER_AUTHORITY = '380'

/** Whom the third accreditor and the first trainer work for. */
export const TRAINING_TEAM = 'National training team (demo)'

/** Whom people work for, by authority. */
export const ORGANISATIONS: Readonly<Record<string, string>> = {
  [DEMO_AUTHORITY]: 'Leeds City Council (demo)',
  [OTHER_AUTHORITY]: 'Bradford Council (demo)',
  [NATIONAL_DESK]: 'National shield desk (demo)',
}

export interface DemoPerson {
  username: string
  role: Role
  authority: string
}

/** The two whom the operator invites; they let in everybody else. */
export const FIRST_TWO = ['accreditor-national', 'accreditor-national-2'] as const
/** Who holds the grant to override shields. */
export const MAY_OVERRIDE = 'practitioner-override'

const inAuthority =
  (authority: string) =>
  (username: string, role: Role): DemoPerson => ({ username, role, authority })
const inLeeds = inAuthority(DEMO_AUTHORITY)
const inBradford = inAuthority(OTHER_AUTHORITY)
const national = inAuthority(NATIONAL_DESK)

/** Of another national organisation: nobody accredits their own. */
export const THIRD = national('accreditor-national-3', 'accreditor')
/** Who trains everybody. */
export const FIRST_TRAINER = national('trainer-national', 'trainer')

/** One a role, and as many as it takes where two must agree; of another authority and the national desk, whom a trial takes. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  inLeeds('shield-officer-1', 'shield-officer'),
  inLeeds('shield-officer-2', 'shield-officer'),
  inLeeds('cpmt', 'cpmt'),
  inLeeds('cpmt-2', 'cpmt'),
  inLeeds('data-steward', 'data-steward'),
  inLeeds('data-steward-2', 'data-steward'),
  inLeeds('account-manager', 'account-manager'),
  inLeeds('accreditor', 'accreditor'),
  inLeeds('accreditor-2', 'accreditor'),
  inLeeds('trainer', 'trainer'),
  inLeeds('auditor', 'auditor'),
  inLeeds('auditor-2', 'auditor'),
  inLeeds('operator', 'operator'),
  inBradford('shield-officer-other', 'shield-officer'),
  inBradford('shield-officer-other-2', 'shield-officer'),
  inBradford('cpmt-other', 'cpmt'),
  inBradford('account-manager-other', 'account-manager'),
  national('shield-officer-national-1', 'shield-officer'),
  national('shield-officer-national-2', 'shield-officer'),
  national('cpmt-national', 'cpmt'),
  national('cpmt-national-2', 'cpmt'),
  national('cpmt-national-3', 'cpmt'),
]

/** Let in when their authority is live, each by the account manager of their organisation. */
export const DEMO_PRACTITIONERS: readonly (DemoPerson & { madeBy: string })[] = [
  { ...inLeeds('practitioner', 'practitioner'), madeBy: 'account-manager' },
  { ...inLeeds(MAY_OVERRIDE, 'practitioner'), madeBy: 'account-manager' },
  { ...inBradford('practitioner-other', 'practitioner'), madeBy: 'account-manager-other' },
]

/** Two of each desk that say that all its shields are in place. */
export const ATTESTING: Readonly<Record<string, readonly [string, string]>> = {
  [DEMO_AUTHORITY]: ['shield-officer-1', 'cpmt'],
  [OTHER_AUTHORITY]: ['shield-officer-other', 'cpmt-other'],
}

const NEEDS: Partial<Record<Role, AccountNeed>> = {
  ...{ 'shield-officer': 'shield-desk', cpmt: 'shield-desk', 'account-manager': 'manages-accounts', trainer: 'trains' },
  ...{ accreditor: 'accredits', auditor: 'audits', 'data-steward': 'keeps-records', operator: 'operates' },
}

export function needOf(role: Role): AccountNeed {
  return NEEDS[role] ?? 'works-with-children'
}
