import { MADE_BY, ROLES, type AccountState, type Precondition, type PreconditionName } from '@contactpoint/contracts'
import type { Role } from '@contactpoint/contracts'
import { day } from '../../layout/words.rules.ts'

/** How far an account has come, as a tag. */
export const STATES: Readonly<Record<AccountState, { text: string; colour: string }>> = {
  made: { text: 'Waits for approval', colour: 'yellow' },
  approved: { text: 'Waits for its person to enrol', colour: 'yellow' },
  open: { text: 'Open', colour: 'green' },
  suspended: { text: 'Suspended', colour: 'red' },
  closed: { text: 'Closed', colour: 'grey' },
}

/** What must be so, and what is to be done when it is not. */
const CONDITIONS: Readonly<Record<PreconditionName, { text: string; missing: string }>> = {
  'identity-check': { text: 'Who they are was checked', missing: 'Check who they are, and record it below' },
  'enhanced-disclosure': {
    text: 'Enhanced disclosure',
    missing: 'It is renewed every three years: have it issued, and record it below',
  },
  training: { text: 'Trained for their role', missing: 'A trainer certifies the modules that their role needs' },
  'officer-vetting': {
    text: 'Vetted as an officer',
    missing: 'Officers are vetted beyond the disclosure: record it below',
  },
  organisation: { text: 'Their organisation is accredited', missing: 'An accreditor accredits it' },
  approval: { text: 'Approved', missing: 'An accreditor who did not make the account approves it' },
  agreement: {
    text: 'They have signed the agreement',
    missing: 'They sign it when they enrol, with the code that the approval gives, and anew when it has changed',
  },
  attestation: { text: 'Still needed', missing: 'Whoever looks after the account says so every four months' },
  authority: { text: 'Their authority is live', missing: 'Its practitioners are let in when it goes live' },
  'not-suspended': {
    text: 'Not suspended',
    missing: 'An accreditor who did not suspend them lets them in again; a case of misuse is answered first',
  },
  'open-account': { text: 'Not closed', missing: 'It is closed for good: another account may name this one' },
}

/** Something that must be so, as the page says it. */
export interface ConditionShown {
  text: string
  isMet: boolean
  /** Until when, or what is missing; empty when it has no end. */
  note: string
}

export function conditionsShown(preconditions: readonly Precondition[]): ConditionShown[] {
  return preconditions.map(({ name, isMet, until }) => {
    const { text, missing } = CONDITIONS[name]
    if (isMet) return { text, isMet, note: until ? `Until ${day(until)}` : '' }
    return { text, isMet, note: until ? `It was until ${day(until)}. ${missing}` : missing }
  })
}

/** Accounts of which roles somebody makes: an accreditor is offered those of the national desk too, which the gateway refuses to others. */
export function rolesMadeBy(role: Role): Role[] {
  const isManager = role === 'account-manager'
  return ROLES.filter((one) => MADE_BY[one] && (MADE_BY[one] === 'account-manager') === isManager)
}
