import type { Caller } from '@contactpoint/bus'
import {
  CHECK_LASTS_DAYS,
  MADE_BY,
  NATIONAL_DESK,
  type Account,
  type AccountState,
  type CheckKind,
  type Eligibility,
} from '@contactpoint/contracts'
import { conditionsOf, eligibleUntil, FOREVER, type Standing } from '../people/eligibility.rules.ts'
import { identityOf } from '../people/people.rules.ts'
import { isInReach } from '../people/reach.rules.ts'
import { isWithinDays } from '../people/term.rules.ts'
import type { Person } from '../people/people.schema.ts'

/** Where the caller of a step is, as far as it matters. */
export interface Keeper {
  caller: Pick<Caller, 'identity' | 'role' | 'authority'>
  /** Of the caller's account. */
  organisationId: string
}

type Whose = Pick<Person, 'role' | 'authority' | 'organisationId'>

/** Whether accounts of this role, there, are for the caller to make and to look after (S09). */
export function looksAfter(
  { caller, organisationId }: Keeper,
  { role, authority, organisationId: of }: Whose,
): boolean {
  const maker = MADE_BY[role]
  if (caller.role === 'account-manager') return maker === 'account-manager' && of === organisationId
  if (caller.role !== 'accreditor' || !maker) return false
  if (maker === 'national-accreditor') return caller.authority === NATIONAL_DESK
  return isInReach(authority, caller)
}

/**
 * Whether somebody may keep a person out for now: whoever looks after them, and the management team of their authority (2.6); but whom the national desk
 * has made, auditors above all, only the team of that desk: no authority silences who watches it.
 */
export function maySuspend(keeper: Keeper, person: Whose): boolean {
  const { caller } = keeper
  const isNationals = MADE_BY[person.role] === 'national-accreditor' && caller.authority !== NATIONAL_DESK
  const isOfTeam = caller.role === 'cpmt' && isInReach(person.authority, caller)
  return looksAfter(keeper, person) || (isOfTeam && !isNationals)
}

/** Whether an account is the caller's own, whichever of theirs they use: nobody takes a step about themselves (I8). */
export function isOwn({ identity }: Pick<Caller, 'identity'>, person: Pick<Person, '_id' | 'identity'>): boolean {
  return identityOf(person) === identity
}

/** Whether a check may hold until then: it ends, and no later than its kind allows. */
export function isFit(kind: CheckKind, until: Date, now: Date): boolean {
  return isWithinDays(until, CHECK_LASTS_DAYS[kind], now)
}

/** Where a person keeps until when a check of this kind holds. */
export const PRECONDITION_OF: Readonly<Record<CheckKind, 'identityCheck' | 'enhancedDisclosure' | 'officerVetting'>> = {
  identity: 'identityCheck',
  'enhanced-disclosure': 'enhancedDisclosure',
  'officer-vetting': 'officerVetting',
}

export function stateOf(person: Pick<Person, 'closedAt' | 'suspendedBy' | 'approvedBy' | 'agreement'>): AccountState {
  if (person.closedAt) return 'closed'
  if (person.suspendedBy && person.suspendedBy.length > 0) return 'suspended'
  if (!person.approvedBy) return 'made'
  return person.agreement ? 'open' : 'approved'
}

export function toAccount(person: Person): Account {
  const { _id: personId, username, role, organisation } = person
  return { personId, username, role, organisation, state: stateOf(person) }
}

export function toEligibility(standing: Standing, now: Date): Eligibility {
  return {
    account: toAccount(standing.person),
    until: eligibleUntil(standing, now)?.toISOString() ?? null,
    preconditions: conditionsOf(standing).map(({ name, until }) => ({
      name,
      isMet: until !== null && until > now,
      until: until === null || until.getTime() === FOREVER.getTime() ? null : until.toISOString(),
    })),
  }
}
