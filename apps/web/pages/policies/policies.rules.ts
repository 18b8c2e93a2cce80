import type { PolicyDocument, PolicyVersion, Role } from '@contactpoint/contracts'
import type { Pair } from '../../layout/differences.rules.ts'

interface Clause {
  label: string
  says: string
}

const SENSITIVE = {
  nothing: 'Nothing',
  unspecified: 'That there is another service, of which the authority may be asked',
} as const

/** What a policy says, a clause a line, in words: always the same clauses in the same order, so that two versions stand side by side. */
export function clausesOf({ views, sensitiveServices, budgets, shields, overrides }: PolicyDocument): Clause[] {
  const shown = (item: PolicyDocument['views']['full'][number]): string =>
    views.full.includes(item) ? 'Shown' : 'Not shown'
  const steward = budgets['data-steward']
  const budget = ({ hour, day, month }: PolicyDocument['budgets']['cpmt']): string =>
    `${hour} in an hour, ${day} in a day, ${month} in thirty days`
  const reviews = shields.reviewWithinMonths
  return [
    { label: 'Former names, on a whole record', says: shown('former-names') },
    { label: 'Carers, on a whole record', says: shown('carers') },
    { label: 'Address, on a whole record', says: shown('address') },
    { label: 'What a record says of sensitive services', says: SENSITIVE[sensitiveServices] },
    { label: 'Children that a practitioner may see', says: budget(budgets.practitioner) },
    { label: 'Children that a shield officer may see', says: budget(budgets['shield-officer']) },
    { label: 'Children that one of a management team may see', says: budget(budgets.cpmt) },
    ...(steward ? [{ label: 'Children that a data steward may see', says: budget(steward) }] : []),
    { label: 'A shield that was asked for is placed', says: within(shields.placeWithinHours, 'hour') },
    { label: 'Another officer confirms it', says: within(shields.confirmWithinHours, 'hour') },
    { label: 'A standard shield is reviewed', says: within(reviews.standard, 'month') },
    { label: 'A sealed shield is reviewed', says: within(reviews.sealed, 'month') },
    { label: 'Each step of a lifting', says: within(shields.decideWithinDays, 'day') },
    { label: 'A late review is said again', says: `${counted(shields.escalateAfterDays, 'day')} after it was due` },
    { label: 'And then again', says: `Every ${counted(shields.escalateEveryDays, 'day')}` },
    { label: 'An override lasts', says: `${counted(overrides.minutes, 'minute')} at the most` },
    { label: 'A case is escalated', says: `After ${counted(overrides.escalateAfterMinutes, 'minute')}` },
    { label: 'A case suspends the right to override', says: `After ${counted(overrides.suspendAfterHours, 'hour')}` },
  ]
}

/** A version beside the one that is in force. */
export function besideInForce(inForce: PolicyDocument, other: PolicyDocument): Pair[] {
  const clauses = clausesOf(other)
  return clausesOf(inForce).map(({ label, says }, n) => ({ label, left: says, right: clauses[n]!.says }))
}

/** What may be done about a version as it is now by somebody in this role; whether they are of the national desk, the gateway knows. */
export function stepFor({ state, inForce }: Pick<PolicyVersion, 'state' | 'inForce'>, role: Role): PolicyStep | null {
  if (role === 'auditor') return state === 'proposed' ? 'review' : null
  if (role !== 'cpmt' || inForce) return null
  if (state === 'approved') return 'activate'
  return state === 'proposed' ? null : 'approve'
}

export type PolicyStep = 'review' | 'approve' | 'activate'

function within(count: number, unit: string): string {
  return `Within ${counted(count, unit)}`
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
