import { describe, expect, it } from '@jest/globals'
import { collection, pupilXml } from './census-xml.ts'
import type { SyntheticChild } from './index.ts'

const registration = { pupilMatchingRef: 'SC0000000001', schoolUrn: '100000', entryDate: '2019-09-03' }
const aChild = (parts: Partial<SyntheticChild> = {}): SyntheticChild => ({
  personId: 'P00000001',
  householdId: 'H00000001',
  givenName: 'Seán',
  middleNames: ['Patrick', 'James'],
  familyName: "O'Brien",
  dateOfBirth: '2015-03-02',
  sex: 'M',
  carers: [],
  registrations: [registration],
  ...parts,
})

describe('a pupil in the school census', () => {
  it('is one element a line', () => {
    const carer = { givenName: 'Mary', familyName: 'Murphy', relationship: 'mother' as const, telephone: '07700900123' }
    const address = { lines: ['12 High Street'], postcode: 'LS1 4AP' }
    const child = aChild({ upn: 'H801200001001', formerSurname: 'Murphy', carers: [carer], address })
    expect(pupilXml(child, registration)).toBe(`    <Pupil>
      <PupilMatchingRef>SC0000000001</PupilMatchingRef>
      <UPN>H801200001001</UPN>
      <Surname>O'Brien</Surname>
      <Forename>Seán</Forename>
      <MiddleNames>Patrick James</MiddleNames>
      <FormerSurname>Murphy</FormerSurname>
      <Sex>M</Sex>
      <DOB>2015-03-02</DOB>
      <URN>100000</URN>
      <EntryDate>2019-09-03</EntryDate>
      <HomeAddress>
        <AddressLine>12 High Street</AddressLine>
        <Postcode>LS1 4AP</Postcode>
      </HomeAddress>
      <Contacts>
        <Contact><Surname>Murphy</Surname><Forename>Mary</Forename><Relationship>mother</Relationship><Telephone>07700900123</Telephone></Contact>
      </Contacts>
    </Pupil>
`)
  })

  it('has no empty elements for what is not known', () => {
    const xml = pupilXml(aChild({ middleNames: [], sex: undefined }), { ...registration, entryDate: undefined })
    expect(xml.match(/<\w+>/g)?.join('')).toBe('<Pupil><PupilMatchingRef><Surname><Forename><Sex><DOB><URN>')
    expect(xml).toContain('<Sex>U</Sex>')
  })

  it('escapes what XML gives a meaning to', () => {
    const address = { lines: ['Flat 1 & 2, <The> "Old" Mill'], postcode: 'LS1 4AP' }
    expect(pupilXml(aChild({ address }), registration)).toContain(
      '<AddressLine>Flat 1 &amp; 2, &lt;The&gt; &quot;Old&quot; Mill</AddressLine>',
    )
  })

  it.each([
    ['2026-10-01', 'AUT'],
    ['2027-01-21', 'SPR'],
    ['2027-05-20', 'SUM'],
  ])('is collected three times a year: %s is %s', (referenceDate, term) => {
    expect(collection(referenceDate).term).toBe(term)
  })
})
