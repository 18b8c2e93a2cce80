import type { ContactCard, Desk } from '@contactpoint/contracts'
import type { Person, Preconditions } from './people.schema.ts'

const OF_EVERYBODY = ['identityCheck', 'enhancedDisclosure', 'training'] as const
const OF_OFFICERS = ['officerVetting'] as const

/** What must be in date for a role. */
export function requiredOf(role: Person['role']): (keyof Preconditions)[] {
  return role === 'shield-officer' ? [...OF_EVERYBODY, ...OF_OFFICERS] : [...OF_EVERYBODY]
}

/**
 * Until when a person may use the directory: the first precondition of their role to lapse (S10, S24, I7).
 *
 * @returns null when one is missing or has lapsed already, or while they are suspended: deny by default
 */
export function eligibleUntil(
  { role, preconditions, suspendedBy = [] }: Pick<Person, 'role' | 'preconditions' | 'suspendedBy'>,
  now: Date,
): Date | null {
  if (suspendedBy.length > 0) return null
  const dates = requiredOf(role).map((name) => preconditions[name] ?? null)
  if (dates.some((date) => date === null || date <= now)) return null
  return new Date(Math.min(...dates.map((date) => date!.getTime())))
}

/** Who it is, whichever of their accounts it is. */
export function identityOf({ identity, _id }: Pick<Person, '_id' | 'identity'>): string {
  return identity ?? _id
}

/** Whether the person holds the grant to override a shield now (S26). */
export function mayOverride({ overrideUntil }: Pick<Person, 'overrideUntil'>, now: Date): boolean {
  return overrideUntil !== null && overrideUntil > now
}

/** How somebody is reached at work; null: nobody said. */
export function cardOf({ contact, organisation }: Pick<Person, 'contact' | 'organisation'>): ContactCard | null {
  if (!contact) return null
  const { name, phone, email } = contact
  return { name, organisation, phone, email }
}

/** The shield desks of all authorities that have one, with how many people could act there now (S24). */
export function desksOf(officers: readonly Person[], now: Date): Desk[] {
  return [...Map.groupBy(officers, ({ authority }) => authority)].map(([authority, people]) => {
    const valid = people.filter((person) => eligibleUntil(person, now) !== null)
    return { authority, officers: new Set(valid.map(identityOf)).size }
  })
}
