import type { BirthEntry } from './birth-entries.ts'
import type { SyntheticCarer } from './child.ts'

const SEX = { F: 'Female', M: 'Male' } as const
const NOTHING_ELSE = {
  ...{ blocked: false, cancelled: false, correction: 'None', marginalNote: 'None', nameUpdate: 'None' },
  ...{ onAuthorityOfRegistrarGeneral: false, potentiallyFictitious: false, praOrCourtOrder: 'None' },
}

/** @param extractDate `YYYY-MM-DD` */
export function birthsHeader(extractDate: string): string {
  return line({ feed: 'births', extractDate, serial: '001' })
}

/** The identifier of this entry in its source: that of the first one where another was in its place before. */
export function birthRecordId({ id, previous }: BirthEntry): string {
  return String(previous?.id ?? id)
}

export function birthLine(entry: BirthEntry): string {
  const { id, date, forenames, surname, dateOfBirth, address, previous } = entry
  return line({
    ...{ id, date },
    child: {
      ...{ forenames: forenames.join(' '), surname, dateOfBirth },
      sex: entry.sex ? SEX[entry.sex] : 'Indeterminate',
    },
    mother: { ...nameOf(entry.mother), address: [...address.lines, address.postcode].join(', ') },
    father: nameOf(entry.father),
    status: { ...NOTHING_ELSE, reregistration: previous ? 'Name changed' : 'None' },
    nextRegistration: null,
    previousRegistration: previous
      ? { ...previous, status: { ...NOTHING_ELSE, marginalNote: 'Re-registered', reregistration: 'None' } }
      : null,
  })
}

function nameOf(parent: SyntheticCarer | undefined): object {
  return { forenames: parent?.givenName ?? null, surname: parent?.familyName ?? null }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
