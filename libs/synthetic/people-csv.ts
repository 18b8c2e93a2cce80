import type { SyntheticChild } from './child.ts'

const GENDERS = { F: 'female', M: 'male' } as const
export const PEOPLE_HEADER = 'personId,givenName,familyName,dateOfBirth,gender,postcode,schoolUrn,householdId\n'

/** Nothing here needs quotes: names, postcodes and ids have no commas. */
export function personRow(child: SyntheticChild): string {
  const gender = child.sex ? GENDERS[child.sex] : 'unspecified'
  const { personId, givenName, familyName, dateOfBirth, householdId } = child
  const [postcode, schoolUrn] = [child.address?.postcode ?? '', child.registrations[0]?.schoolUrn ?? '']
  return `${[personId, givenName, familyName, dateOfBirth, gender, postcode, schoolUrn, householdId].join(',')}\n`
}
