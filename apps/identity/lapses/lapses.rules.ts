import type { Lapse } from '@contactpoint/contracts'
import type { StoredOrganisation } from '../organisations/organisations.schema.ts'
import { conditionsOf, FOREVER } from '../people/eligibility.rules.ts'
import type { Person } from '../people/people.schema.ts'

/** The first thing of an account that ends until then, or has ended; null: nothing does. What was never there is not about to end. */
export function lapseOf(person: Person, until: Date): Lapse | null {
  // What lies outside somebody is said of that, once.
  const own = conditionsOf({ person, organisationUntil: FOREVER, isAuthorityLive: true })
  const ending = own.flatMap(({ name, until: at }) => (at !== null && at < until ? [{ name, at }] : []))
  const [first] = ending.sort((one, other) => one.at.getTime() - other.at.getTime())
  if (!first) return null
  const { authority, username: name, role } = person
  return { authority, name, role, what: first.name, until: first.at.toISOString() }
}

/** That an organisation is accredited no longer: all of its people are out then. */
export function lapseOfOrganisation({ authority, name, accreditedUntil }: StoredOrganisation): Lapse {
  return { authority, name, role: null, what: 'organisation', until: accreditedUntil!.toISOString() }
}

/** What ends first at the top; organisations before their people. */
export function inOrder(lapses: readonly Lapse[]): Lapse[] {
  const rank = ({ role }: Lapse): number => (role === null ? 0 : 1)
  return lapses.toSorted((one, other) => one.until.localeCompare(other.until) || rank(one) - rank(other))
}
