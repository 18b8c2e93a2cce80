import type { SearchCriteria } from '@contactpoint/contracts'
import type { Pupil } from './builders.ts'

/** A criterion of a search. */
export type Criterion = keyof SearchCriteria

/** A pupil, and what no feed brings of it yet. */
export type Sought = Pupil & { gpPracticeCode?: string | null }

/** For every criterion what is true of this pupil, null where nothing is, and something that is not. A new criterion does not compile without. */
export function criteriaOf(pupil: Sought): Record<Criterion, { its: string | null; other: string }> {
  const { address, contacts, dob } = pupil
  return {
    familyName: { its: pupil.surname, other: 'Nobodyson' },
    givenName: { its: pupil.forename, other: 'Nobody' },
    dateOfBirth: { its: dob, other: '2011-11-11' },
    dateOfBirthFrom: { its: dayAfter(dob, -30), other: dayAfter(dob, 1) },
    dateOfBirthTo: { its: dayAfter(dob, 30), other: dayAfter(dob, -1) },
    gender: { its: GENDERS[pupil.sex], other: pupil.sex === 'U' ? 'female' : 'unspecified' },
    postcode: { its: address?.postcode ?? null, other: 'YO1 7HH' },
    addressLine: { its: address?.lines[0] ?? null, other: '99 Station Road' },
    schoolUrn: { its: pupil.urn, other: '100001' },
    gpPracticeCode: { its: pupil.gpPracticeCode ?? null, other: 'A81001' },
    carerFamilyName: { its: contacts[0]?.surname ?? null, other: 'Nobodyson' },
    phone: { its: contacts.find(({ phone }) => phone)?.phone ?? null, other: '07700900000' },
  }
}

const GENDERS = { F: 'female', M: 'male', U: 'unspecified' } as const

/** `YYYY-MM-DD`, so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
