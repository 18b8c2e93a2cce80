import { MOST_COLLEAGUES, type RelationsListed } from '@contactpoint/contracts'
import { personHash, relationHashes } from '@contactpoint/text'
import type { Home } from '../people/people.schema.ts'

/** Where somebody lives. */
export interface PersonsHome {
  personId: string
  home: Home
}

/** What an organisation's people have in common with a child is judged by. */
export function relationsOf(salt: string, homes: readonly PersonsHome[]): RelationsListed {
  const people = homes.slice(0, MOST_COLLEAGUES).map(({ personId, home }) => {
    const { familyNames, postcode } = relationHashes(salt, namesOf(home), home.postcode)
    return [personHash(salt, personId), postcode ?? '-', ...familyNames].join(' ')
  })
  return { salt, people, isWhole: homes.length <= MOST_COLLEAGUES }
}

/** Whoever has another name now goes on having children of the name of before. */
function namesOf({ familyName, formerFamilyNames = [] }: Home): string[] {
  return [familyName, ...formerFamilyNames]
}
