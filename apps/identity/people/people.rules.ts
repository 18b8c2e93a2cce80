import type { ContactCard, Desk } from '@contactpoint/contracts'
import { eligibleUntil, type Standing } from './eligibility.rules.ts'
import type { Home, Person } from './people.schema.ts'

/** More names of before are not kept. */
const MOST_FORMER_NAMES = 3

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

/** A home that takes the place of others of the same person: what they were called goes on counting. */
export function homeAfter(before: readonly Home[], { familyName, postcode }: Home): Home {
  const names = before.flatMap((home) => [home.familyName, ...(home.formerFamilyNames ?? [])])
  const former = [...new Set(names)].filter((name) => name !== familyName).slice(0, MOST_FORMER_NAMES)
  return { familyName, postcode, ...(former.length > 0 && { formerFamilyNames: former }) }
}

/** The shield desks of all authorities that have one, with how many people could act there now (S24). */
export function desksOf(officers: readonly Standing[], now: Date): Desk[] {
  return [...Map.groupBy(officers, ({ person }) => person.authority)].map(([authority, people]) => {
    return { authority, officers: new Set(valid(people, now).map(({ person }) => identityOf(person))).size }
  })
}

/** Those who may use the directory now. */
export function valid(people: readonly Standing[], now: Date): Standing[] {
  return people.filter((standing) => eligibleUntil(standing, now) !== null)
}
