import { describe, expect, it } from '@jest/globals'
import { isNhsNumber } from '@contactpoint/matching'
import { acceptanceEdifact, edifactText, gpLinksFooter, gpLinksHeader, gpRecordId } from './gp-links-edifact.ts'
import { GpLists, nhsNumberOf, syntheticChildren, type SyntheticChild } from './index.ts'
import { Practices } from './practices.ts'

const child: SyntheticChild = {
  personId: 'P00000001',
  householdId: 'H00000001',
  givenName: 'Seán',
  middleNames: ['Patrick', 'James', 'Łukasz'],
  familyName: "O'Brien",
  formerSurname: 'Murphy',
  dateOfBirth: '2015-03-02',
  sex: 'M',
  address: { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AP' },
  carers: [],
  registrations: [],
}
const registration = { nhsNumber: '9990000018', practice: 'B86001', number: 17, sent: '2026-10-01' }

describe('a registration with a practice', () => {
  it('is one segment a line, in capitals', () => {
    const message = acceptanceEdifact(child, registration)
    expect(gpLinksHeader('2026-10-01') + message + gpLinksFooter(1)).toBe(`UNB+UNOA:2+SYN1+XX11+261001:0900+00000001'
UNH+00000017+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+XX1:954'
DTM+137:202610010900:203'
RFF+950:G1'
S01+1'
RFF+TN:17'
NAD+GP+${/NAD\+GP\+(9\d{6}),/.exec(message)?.[1]},B86001:900'
HEA+ACD+A:ZZZ'
HEA+ATP+3:ZZZ'
S02+2'
PNA+PAT+9990000018:OPI+++SU:O?'BRIEN+FO:SEAN+MI:PATRICK+FS:JAMES LUKASZ'
DTM+329:20150302:102'
PDI+1'
NAD+PAT++??:12 HIGH STREET::LEEDS:+++++LS1  4AP'
S02+2'
PNA+PER++++SU:MURPHY'
UNT+18+00000017'
UNZ+1+00000001'
`)
  })

  it('leaves out what is not known', () => {
    const { address: _, formerSurname: __, sex: ___, ...known } = child
    const message = acceptanceEdifact({ ...known, middleNames: [] }, { ...registration, nhsNumber: undefined })
    expect(message).toContain("PNA+PAT++++SU:O?'BRIEN+FO:SEAN'\nDTM+329:20150302:102'\nPDI+0'\nUNT+15+")
    expect([registration, { ...registration, nhsNumber: undefined }].map(gpRecordId)).toEqual([
      '9990000018-SYN1',
      'SYN1-XX11-00000017',
    ])
  })

  it('keeps a letter for every letter of a name', () => {
    for (const { givenName, middleNames, familyName } of syntheticChildren({ children: 3000, seed: 5 }))
      for (const name of [givenName, familyName, ...middleNames])
        expect(edifactText(name).replaceAll('?', '').length).toBeGreaterThanOrEqual([...name.normalize('NFC')].length)
  })
})

describe('an NHS number', () => {
  it('is valid, of the range for tests, and given once', () => {
    const numbers = Array.from({ length: 5000 }, (_, index) => nhsNumberOf(index)!)
    expect(numbers.every((number) => isNhsNumber(number) && number.startsWith('999'))).toBe(true)
    expect(new Set(numbers).size).toBe(5000)
    expect([nhsNumberOf(899_990), nhsNumberOf(899_991)]).toEqual(['9999999883', undefined])
  })
})

describe('lists of practices', () => {
  const children = [...syntheticChildren({ children: 2000, seed: 5 })]
  const listed = (seed: number) => {
    const lists = new GpLists(seed, '2026-10-01')
    return children.map((one) => lists.registrationOf(one))
  }

  it('have nearly everybody, a whole family with one practice, and a number of their own for nearly each', () => {
    const all = listed(5)
    const known = all.filter((one) => one !== null)
    expect(known.length / all.length).toBeGreaterThan(0.95)
    expect(all).toContain(null)
    const numbers = known.flatMap(({ nhsNumber }) => nhsNumber ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers.length / known.length).toBeGreaterThan(0.97)
    const families = new Map<string, Set<string | undefined>>()
    for (const [index, { householdId }] of children.entries())
      families.set(householdId, (families.get(householdId) ?? new Set()).add(all[index]?.practice))
    expect([...families.values()].every(({ size }) => size === 1)).toBe(true)
  })

  it('are the same for the same seed, and others have other numbers', () => {
    expect(listed(5)).toEqual(listed(5))
    expect(listed(6)[0]?.nhsNumber).not.toBe(listed(5)[0]?.nhsNumber)
  })
})

describe('a practice', () => {
  it('is near the family, and the same for all of it', () => {
    const practices = new Practices()
    expect(practices.of(child)).toBe(practices.of({ ...child }))
    expect(practices.of(child)).toMatch(/^(B86|Y\d\d)\d{3}$/)
    expect(practices.of({ householdId: 'H00000002' })).toMatch(/^[A-Z]\d{5}$/)
  })
})
