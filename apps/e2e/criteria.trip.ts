import type { SearchCriteria } from '@contactpoint/contracts'
import { CRITERION_VISIBILITY } from '@contactpoint/contracts'
import { criteriaOf, type Criterion, type Pupil } from '@contactpoint/testing'
import type { Outset } from './outset.trip.ts'

export const HIDDEN_CRITERIA = criteriaThatAre('hidden')
export const VISIBLE_CRITERIA = criteriaThatAre('visible')

function criteriaThatAre(visibility: 'visible' | 'hidden'): Criterion[] {
  return Object.entries(CRITERION_VISIBILITY).flatMap(([name, is]) => (is === visibility ? [name as Criterion] : []))
}

/** No feed brings a GP practice yet, so the tests that search by one put it there; see {@link registerWithGp}. */
export const GP_PRACTICE = 'B86001'

/** The minimum that a search needs. */
export function minimumFor({ surname, dob }: Pupil): Pick<SearchCriteria, 'familyName' | 'dateOfBirth'> {
  return { familyName: surname, dateOfBirth: dob }
}

/** The minimum and one more criterion; one end of a range of birth dates brings the other and no single date. */
export function minimumWith(pupil: Pupil, criterion: Criterion, which: 'its' | 'other'): SearchCriteria {
  const values = criteriaOf({ ...pupil, gpPracticeCode: GP_PRACTICE })
  const isRange = criterion === 'dateOfBirthFrom' || criterion === 'dateOfBirthTo'
  const minimum = isRange
    ? {
        familyName: pupil.surname,
        dateOfBirthFrom: values.dateOfBirthFrom.its!,
        dateOfBirthTo: values.dateOfBirthTo.its!,
      }
    : minimumFor(pupil)
  return { ...minimum, [criterion]: values[criterion][which]! }
}

export async function registerWithGp({ databases }: Outset, childId: string): Promise<void> {
  const directory = databases.db('directory')
  const gp = { $set: { gpPracticeCode: GP_PRACTICE } }
  await directory.collection<{ _id: string }>('children').updateOne({ _id: childId }, gp)
  await directory.collection('search_keys').updateMany({ childId }, gp)
}
