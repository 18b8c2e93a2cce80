import type { HouseholdsListed, OwnRelations } from '@contactpoint/contracts'
import { relationHashes } from '@contactpoint/text'
import type { Home } from '../people/people.schema.ts'

/** What a person has in common with a child is judged by; of nobody and of who said nothing, nothing. */
export function ownRelations(salt: string, home: Home | null): OwnRelations {
  if (!home) return { salt, familyNames: [], postcode: null }
  const { familyNames, postcode } = relationHashes(salt, [home.familyName], home.postcode)
  return { salt, familyNames, postcode }
}

/** Whether a child is a colleague's is judged by. */
export function householdsOf(salt: string, homes: readonly Home[]): HouseholdsListed {
  const households = homes.flatMap(
    ({ familyName, postcode }) => relationHashes(salt, [familyName], postcode).households,
  )
  return { salt, households: [...new Set(households)] }
}
