import { NATIONAL_DESK, type ChildRecord, type FullChild } from '@contactpoint/contracts'
import { aCaller, aVisibleChild } from '@contactpoint/testing'
import { householdsOf, personHash, relationHashes } from '@contactpoint/text'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { knownOf, readRelations, signalsOfRecord, signalsOfSearch, type KnownRelations } from './relations.rules.ts'

const visible = aVisibleChild('KLJ6G4D4VGLR')
const aRecord = (given: Partial<FullChild> & { family?: string; postcode?: string } = {}): ChildRecord => {
  const { family = 'Mainwood', postcode = 'LS1 4AP', ...more } = given
  const child = {
    ...{ ...visible, name: { given: ['Grace'], family }, formerNames: [], carers: [], education: null },
    ...{ address: { lines: ['1 High Street'], postcode }, gpPracticeCode: null, dateOfDeath: null, involvements: [] },
    ...{ authority: { code: '383', name: 'Leeds' }, ...more },
  }
  return { full: true, child }
}
const known = (familyName: string, postcode: string | null, colleagues: [string, string][] = []): KnownRelations => ({
  ...{ salt: 'one', own: relationHashes('one', [familyName], postcode) },
  colleagues: new Set(colleagues.flatMap(([name, place]) => householdsOf(relationHashes('one', [name], place)))),
})
const stranger = known('Stranger', 'M1 1AE')
const caller = aCaller({ authority: '383' })

describe('a record that somebody opens', () => {
  it.each([
    ['the same family name', known('MAINWOOD', null), ['same-surname']],
    ['half of a double family name', known('Mainwood-Reed', null), ['same-surname']],
    ['the same postcode, however it is written', known('Reed', 'ls14ap'), ['same-postcode']],
    ['both', known('Mainwood', 'LS1 4AP'), ['same-surname', 'same-postcode']],
    ['nothing', stranger, []],
  ])('has in common with them: %s', (_what, relations, signals) => {
    expect(signalsOfRecord(caller, aRecord(), relations)).toEqual(signals)
  })

  it("has in common with them a carer's family name", () => {
    const carer = { name: { given: ['Ann'], family: 'Palin' }, relationship: 'mother' as const, phone: null }
    expect(signalsOfRecord(caller, aRecord({ carers: [carer] }), known('Palin', null))).toEqual(['same-surname'])
  })

  it("is a colleague's child when somebody of the organisation has both; their own is not a colleague's", () => {
    const team: [string, string][] = [
      ['Mainwood', 'LS1 4AP'],
      ['Reed', 'LS2 7EW'],
    ]
    expect(signalsOfRecord(caller, aRecord(), known('Stranger', null, team))).toEqual(['colleague-child'])
    expect(signalsOfRecord(caller, aRecord({ postcode: 'LS2 7EW' }), known('Stranger', null, team))).toEqual([])
    expect(signalsOfRecord(caller, aRecord(), known('Mainwood', 'LS1 4AP', team))).not.toContain('colleague-child')
  })

  it('is of another authority, but for the national desk, and not when none is known', () => {
    const elsewhere = aRecord({ authority: { code: '380', name: 'Bradford' } })
    expect(signalsOfRecord(caller, elsewhere, stranger)).toEqual(['other-authority'])
    expect(signalsOfRecord(aCaller({ authority: NATIONAL_DESK }), elsewhere, stranger)).toEqual([])
    expect(signalsOfRecord(caller, aRecord({ authority: null }), stranger)).toEqual([])
  })

  it('that is shielded has nothing in common with anybody but what is shown of it (I4)', () => {
    const shielded: ChildRecord = { full: false, child: visible }
    const family = visible.name.family
    fc.assert(
      fc.property(fc.constantFrom(family, 'Palin', 'Reed'), fc.constantFrom('LS1 4AP', null), (name, postcode) => {
        const relations = known(name, postcode, [[family, 'LS1 4AP']])
        expect(signalsOfRecord(caller, shielded, relations)).toEqual(name === family ? ['same-surname'] : [])
      }),
    )
  })
})

describe('a search', () => {
  it('is for oneself when it names the own family or where one lives, whatever it finds', () => {
    const search = (criteria: object) =>
      signalsOfSearch({ familyName: 'Palin', dateOfBirth: '2012-01-01', ...criteria }, known('Reed-Palin', 'LS1 4AP'))
    expect(search({})).toEqual(['own-name'])
    expect(search({ familyName: 'Other' })).toEqual([])
    expect(search({ familyName: 'Other', carerFamilyName: 'reed' })).toEqual(['own-name'])
    expect(search({ familyName: 'Other', postcode: 'LS1 4ap' })).toEqual(['own-address'])
  })

  it('is for nobody known when the person said nothing of themselves', () => {
    const nothing = { ...stranger, own: { familyNames: [], postcode: null } }
    expect(signalsOfSearch({ familyName: 'Palin', dateOfBirth: '2012-01-01' }, nothing)).toEqual([])
    expect(signalsOfRecord(caller, aRecord(), nothing)).toEqual([])
  })
})

describe('what identity says of an organisation', () => {
  const said = (personId: string, name: string, postcode: string) => {
    const own = relationHashes('one', [name], postcode)
    return [personHash('one', personId), own.postcode, ...own.familyNames].join(' ')
  }
  const people = [said('p-1', 'Mainwood', 'LS1 4AP'), said('p-2', 'Reed-Palin', 'LS2 7EW')]
  const open = (personId: string, isWhole: boolean, given: Parameters<typeof aRecord>[0] = {}) => {
    const relations = knownOf(readRelations({ salt: 'one', people, isWhole }), personId)
    return relations && signalsOfRecord(caller, aRecord(given), relations)
  }

  it('says of each person what is their own, and what is a colleague’s', () => {
    expect(open('p-1', true)).toEqual(['same-surname', 'same-postcode'])
    expect(open('p-2', true)).toEqual(['colleague-child'])
    expect(open('p-2', true, { family: 'Palin', postcode: 'LS1 4AP' })).toEqual(['same-surname'])
  })

  it('reads of each a hash, a postcode or a dash, and family names', () => {
    const { own } = readRelations({ salt: 'one', people: ['h1 p1 f1 f2', 'h2 - f3', 'h3'], isWhole: true })
    expect([...own]).toEqual([
      ['h1', { familyNames: ['f1', 'f2'], postcode: 'p1' }],
      ['h2', { familyNames: ['f3'], postcode: null }],
      ['h3', { familyNames: [], postcode: null }],
    ])
  })

  it('says that a child is a colleague’s, where one of the two things alone is of whoever opens it too', () => {
    const team: [string, string][] = [['Mainwood', 'LS1 4AP']]
    expect(signalsOfRecord(caller, aRecord(), known('Mainwood', 'M1 1AE', team))).toContain('colleague-child')
    expect(signalsOfRecord(caller, aRecord(), known('Reed', 'LS1 4AP', team))).toContain('colleague-child')
  })

  it('says of who is not there that they said nothing, but where somebody is left out: then nobody knows', () => {
    expect(open('p-3', true)).toEqual(['colleague-child'])
    expect(open('p-3', false)).toBeNull()
    expect(open('p-1', false)).toEqual(['same-surname', 'same-postcode'])
  })
})
