import type { SearchCriteria } from '@contactpoint/contracts'
import { CRITERION_VISIBILITY } from '@contactpoint/contracts'
import type { Pupil } from '@contactpoint/testing'
import type { Outset } from './outset.trip.ts'

type Criterion = keyof SearchCriteria

export const HIDDEN_CRITERIA = criteriaThatAre('hidden')
export const VISIBLE_CRITERIA = criteriaThatAre('visible')

function criteriaThatAre(visibility: 'visible' | 'hidden'): Criterion[] {
  return Object.entries(CRITERION_VISIBILITY).flatMap(([name, is]) => (is === visibility ? [name as Criterion] : []))
}

/** No feed brings a GP practice yet, so the tests that search by one put it there; see {@link registerWithGp}. */
export const GP_PRACTICE = 'B86001'

/** For every criterion what is true of this pupil, and something that is not. A new criterion does not compile without. */
export function criteriaOf(pupil: Pupil): Record<Criterion, { its: string; other: string }> {
  const { address, contacts, dob } = pupil
  return {
    familyName: { its: pupil.surname, other: 'Nobodyson' },
    givenName: { its: pupil.forename, other: 'Nobody' },
    dateOfBirth: { its: dob, other: '2011-11-11' },
    dateOfBirthFrom: { its: dayAfter(dob, -30), other: dayAfter(dob, 1) },
    dateOfBirthTo: { its: dayAfter(dob, 30), other: dayAfter(dob, -1) },
    gender: { its: pupil.sex === 'F' ? 'female' : 'male', other: 'unspecified' },
    postcode: { its: address!.postcode, other: 'YO1 7HH' },
    addressLine: { its: address!.lines[0]!, other: '99 Station Road' },
    schoolUrn: { its: pupil.urn, other: '100001' },
    gpPracticeCode: { its: GP_PRACTICE, other: 'A81001' },
    carerFamilyName: { its: contacts[0]!.surname, other: 'Nobodyson' },
    phone: { its: contacts[0]!.phone!, other: '07700900000' },
  }
}

/** The minimum that a search needs. */
export function minimumFor({ surname, dob }: Pupil): Pick<SearchCriteria, 'familyName' | 'dateOfBirth'> {
  return { familyName: surname, dateOfBirth: dob }
}

/** The minimum and one more criterion; one end of a range of birth dates brings the other and no single date. */
export function minimumWith(pupil: Pupil, criterion: Criterion, which: 'its' | 'other'): SearchCriteria {
  const values = criteriaOf(pupil)
  const isRange = criterion === 'dateOfBirthFrom' || criterion === 'dateOfBirthTo'
  const minimum = isRange
    ? {
        familyName: pupil.surname,
        dateOfBirthFrom: values.dateOfBirthFrom.its,
        dateOfBirthTo: values.dateOfBirthTo.its,
      }
    : minimumFor(pupil)
  return { ...minimum, [criterion]: values[criterion][which] }
}

export async function registerWithGp({ databases }: Outset, childId: string): Promise<void> {
  const directory = databases.db('directory')
  const gp = { $set: { gpPracticeCode: GP_PRACTICE } }
  await directory.collection<{ _id: string }>('children').updateOne({ _id: childId }, gp)
  await directory.collection('search_keys').updateMany({ childId }, gp)
}

/** `YYYY-MM-DD`, so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
