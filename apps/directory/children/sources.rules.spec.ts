import { FED_FIELDS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import type { Child, Provenance } from './children.schema.ts'
import { toSources } from './sources.rules.ts'

const fedAt = (time: string): Provenance => ({
  ...{ source: 'school-census', batchId: 'b-1', line: 7 },
  time: new Date(time),
})
const nothing = {
  ...{ dateOfDeath: null, formerNames: [], address: null, carers: [], education: null, gpPracticeCode: null },
  services: [],
}
const child: Pick<Child, (typeof FED_FIELDS)[number] | 'provenance'> = {
  ...{ name: { given: ['Grace'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' },
  dateOfDeath: '2026-10-12',
  formerNames: [{ given: ['Grace'], family: 'Oxenbridge' }],
  address: { lines: ['68 Albert Road'], postcode: 'L13 0AS' },
  identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  carers: [{ name: { given: ['Judith'], family: 'Thistlewood' }, relationship: 'mother', phone: null }],
  education: { schoolUrn: '148792', startDate: null },
  gpPracticeCode: 'A81001',
  services: [
    {
      ...{ service: 'early-help', organisation: '383', personName: null, phone: null, email: null, startDate: null },
      leadProfessional: false,
    },
  ],
  provenance: Object.fromEntries(FED_FIELDS.map((field) => [field, fedAt('2026-10-05T10:00:00Z')])),
}

describe('Where a record comes from', () => {
  it('is said of each thing that it shows, and never of identifiers', () => {
    expect(toSources(child).map(({ item }) => item)).toEqual([
      ...['name', 'former-names', 'date-of-birth', 'date-of-death', 'gender', 'address'],
      ...['carers', 'school', 'gp-practice', 'services'],
    ])
  })

  it('is a source and a day in England: no file, no line, no time of day', () => {
    const provenance = { address: fedAt('2026-06-30T23:30:00Z'), carers: fedAt('2026-12-31T23:30:00Z') }
    expect(toSources({ ...child, provenance })).toEqual([
      { item: 'address', source: 'school-census', asOf: '2026-07-01' },
      { item: 'carers', source: 'school-census', asOf: '2026-12-31' },
    ])
  })

  it('is not said of what nobody knows, whoever has been asked', () => {
    expect(toSources({ ...child, ...nothing }).map(({ item }) => item)).toEqual(['name', 'date-of-birth', 'gender'])
  })

  it('is not said of what has come from nobody knows where', () => {
    expect(toSources({ ...child, provenance: { address: {} } })).toEqual([])
  })
})
