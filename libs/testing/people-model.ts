import type { CheckKind, Role } from '@contactpoint/contracts'
import type { Db } from 'mongodb'

export const DAY_MS = 24 * 60 * 60 * 1000
const NATIONAL = '000'

/** Who takes steps: accreditors of the nation and of two authorities, the manager of an organisation, and a management team. */
export const STEPPERS: Record<string, { role: Role; authority: string; organisation: string }> = {
  n1: { role: 'accreditor', authority: NATIONAL, organisation: 'o-nation' },
  n2: { role: 'accreditor', authority: NATIONAL, organisation: 'o-nation' },
  l1: { role: 'accreditor', authority: '383', organisation: 'o-desk' },
  l2: { role: 'accreditor', authority: '383', organisation: 'o-desk' },
  b1: { role: 'accreditor', authority: '380', organisation: 'o-other' },
  m1: { role: 'account-manager', authority: '383', organisation: 'o-school' },
  c1: { role: 'cpmt', authority: '383', organisation: 'o-desk' },
}

export const AUTHORITY_OF: Record<string, string> = {
  'o-nation': NATIONAL,
  'o-desk': '383',
  'o-school': '383',
  'o-other': '380',
}

/** An account as the model knows it; instants in milliseconds, -Infinity: never. */
export interface ModelAccount {
  id: string
  name: string
  who: string
  role: Role
  organisation: string
  madeBy: string
  checks: Record<CheckKind, number>
  trained: number
  attested: number
  approved: boolean
  /** Until when what they signed is in force: without end, or as long as a later version gives grace. */
  agreed: number
  /** Whether a code was given with the approval, and not used. */
  hasCode: boolean
  closed: boolean
  cases: Set<string>
  suspendedBy: string[]
}

/**
 * Who may use the directory until when, and who may take which step about whom, told once more from S09, S10, S24, 2.6 and I8. It shares nothing with
 * what it is held against.
 */
export class PeopleModel {
  readonly accounts = new Map<string, ModelAccount>()
  readonly accredited = new Map<string, number>()
  readonly live = new Set<string>()
  /** Entries of the log that what was done has left. */
  said = 0

  /** Of one person, whichever they use. */
  accountsOf(who: string): ModelAccount[] {
    return [...this.accounts.values()].filter((one) => one.who === who)
  }

  /** Somebody's account as it is made: nothing is known of them, but what cases say of the same person. */
  make(account: Pick<ModelAccount, 'id' | 'name' | 'role' | 'organisation' | 'madeBy'>, former?: ModelAccount): void {
    const checks = { identity: -Infinity, 'enhanced-disclosure': -Infinity, 'officer-vetting': -Infinity }
    this.accounts.set(account.id, {
      ...{ ...account, who: former?.who ?? account.id, checks, trained: -Infinity, attested: -Infinity },
      ...{ approved: false, agreed: -Infinity, hasCode: false, closed: false, suspendedBy: [] },
      cases: new Set(former?.cases),
    })
  }

  /** Null: they may not now. */
  until(id: string, now: number): number | null {
    const one = this.accounts.get(id)!
    if (one.closed || one.cases.size > 0 || one.suspendedBy.length > 0 || !one.approved) return null
    if (one.role === 'practitioner' && !this.live.has(AUTHORITY_OF[one.organisation]!)) return null
    const ends = [one.checks.identity, one.checks['enhanced-disclosure'], one.trained, one.attested, one.agreed]
    if (one.role === 'shield-officer') ends.push(one.checks['officer-vetting'])
    ends.push(this.accredited.get(one.organisation) ?? -Infinity)
    const first = Math.min(...ends)
    return first > now ? first : null
  }

  /** Managers keep the practitioners of their organisation; accreditors those of their authority; the nation everybody, and alone some roles. */
  keeps(by: string, role: Role, organisation: string): boolean {
    const stepper = STEPPERS[by]!
    if (stepper.role === 'account-manager') return role === 'practitioner' && organisation === stepper.organisation
    if (stepper.role !== 'accreditor') return false
    if (['accreditor', 'auditor', 'operator'].includes(role)) return stepper.authority === NATIONAL
    return stepper.authority === NATIONAL || stepper.authority === AUTHORITY_OF[organisation]
  }

  /** Nobody decides about themselves. */
  mayStep(by: string, id: string): boolean {
    const one = this.accounts.get(id)!
    return this.keeps(by, one.role, one.organisation) && one.who !== by
  }

  maySuspend(by: string, id: string): boolean {
    const { who, organisation } = this.accounts.get(id)!
    const isTeam = STEPPERS[by]!.role === 'cpmt' && STEPPERS[by]!.authority === AUTHORITY_OF[organisation]
    return who !== by && (isTeam || this.mayStep(by, id))
  }

  mayCheck(by: string, id: string, kind: CheckKind, until: number, now: number): boolean {
    const years = kind === 'identity' ? 3_653 : 1_096
    return this.mayStep(by, id) && !this.accounts.get(id)!.closed && until > now && until <= now + years * DAY_MS
  }

  mayApprove(by: string, id: string): boolean {
    const { madeBy, approved, closed } = this.accounts.get(id)!
    return this.mayStep(by, id) && madeBy !== by && !approved && !closed
  }

  /** What one has suspended another lets in again. */
  mayReinstate(by: string, id: string): boolean {
    const { suspendedBy } = this.accounts.get(id)!
    return this.mayStep(by, id) && suspendedBy.length > 0 && !suspendedBy.includes(by)
  }

  /** Nobody vouches for whom they work for. */
  mayAccredit(by: string, organisation: string, until: number, now: number): boolean {
    return (
      this.mayEnd(by, organisation) &&
      STEPPERS[by]!.organisation !== organisation &&
      until > now &&
      until <= now + 731 * DAY_MS
    )
  }

  mayEnd(by: string, organisation: string): boolean {
    const { authority } = STEPPERS[by]!
    return authority === NATIONAL || authority === AUTHORITY_OF[organisation]
  }
}

/** Stores who takes steps, where they work, and authorities that are not live. @param identity identity's database */
export async function putSteppers(identity: Db): Promise<void> {
  const now = new Date()
  const put = (name: string, documents: ({ _id: string } & object)[]) =>
    identity.collection<{ _id: string }>(name).insertMany(documents)
  const made = { createdBy: 'x', createdAt: now }
  const contact = { phone: null, email: null, contactConfirmedAt: now }
  const organisation = { sector: 'education', ...contact, ...made, accreditations: [], accreditedUntil: null }
  await put(
    'organisations',
    Object.entries(AUTHORITY_OF).map(([_id, authority]) => ({ _id, name: _id, authority, ...organisation })),
  )
  const authority = { wave: 1, attestations: [], liveSince: null, suspendedSince: null }
  await put(
    'authorities',
    [...new Set(Object.values(AUTHORITY_OF))].map((_id) => ({ _id, ...authority })),
  )
  const account = {
    need: 'accredits',
    createdBy: 'x',
    approvedBy: 'y',
    agreement: null,
    attestedUntil: null,
    closedAt: null,
  }
  const preconditions = { identityCheck: null, enhancedDisclosure: null, training: null }
  await put(
    'people',
    Object.entries(STEPPERS).map(([_id, { role, authority, organisation }]) => ({
      ...{ _id, username: _id, role, authority, organisation, organisationId: organisation },
      ...{ ...account, preconditions, overrideUntil: null },
    })),
  )
}
