import { describe, expect, it } from '@jest/globals'
import { decideLink, exactKey, nameKey, type LinkCandidate } from './linking-rule.ts'
import type { MatchRecord } from './traits.ts'

const row: MatchRecord = {
  name: { given: ['Seán', 'Patrick'], family: 'O’Brien' },
  formerFamilyNames: [],
  dateOfBirth: '2015-03-02',
  address: { postcode: 'LS1 4AP' },
  identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  carers: [],
}
const otherUpn = [{ scheme: 'nhs-number' as const, value: '9000000009' }]

const candidate = (changes: Partial<LinkCandidate> = {}): LinkCandidate => ({
  childId: 'child-1',
  nameKey: 'sean|obrien',
  dateOfBirth: '2015-03-02',
  postcode: 'LS1 4AP',
  identifiers: [],
  isLinked: false,
  ...changes,
})

describe('a feed row', () => {
  it('is new when the directory knows nobody like it', () => {
    expect(decideLink(row, [])).toEqual({ decision: 'new' })
  })

  it('is the child its source record is linked to, if it agrees in name or birth date, whatever else changed', () => {
    for (const changes of [{ nameKey: 'sean|murphy' }, { nameKey: 'ava|khan' }, { dateOfBirth: '2014-01-31' }]) {
      const moved = candidate({ isLinked: true, postcode: 'M1 1AA', ...changes })
      expect(decideLink(row, [moved])).toEqual({ decision: 'same', childId: 'child-1', reason: 'same-source-record' })
    }
  })

  it('waits for a person when its source record is linked to a child of another name and birth date: none is made into another (F6)', () => {
    const another = candidate({ isLinked: true, nameKey: 'sean|murphy', dateOfBirth: '2014-01-31' })
    expect(decideLink(row, [another])).toEqual({ decision: 'unsure', reason: 'somebody-else' })
  })

  it('is the linked child even when another child has the same name, birth date and postcode', () => {
    const decision = decideLink(row, [candidate({ childId: 'child-2' }), candidate({ isLinked: true })])
    expect(decision).toMatchObject({ decision: 'same', childId: 'child-1' })
  })

  it('is the child with the same name, birth date and postcode, however they are written', () => {
    const written = { ...row, name: { given: ['SEAN'], family: 'O Brien' }, address: { postcode: 'ls14ap' } }
    expect(decideLink(written, [candidate()])).toEqual({
      decision: 'same',
      childId: 'child-1',
      reason: 'same-name-birth-date-postcode',
    })
  })

  it.each([
    ['postcode', { postcode: 'LS1 4AQ' }],
    ['first given name', { nameKey: 'liam|obrien' }],
    ['birth date', { dateOfBirth: '2015-03-03' }],
    ['address', { postcode: null }],
  ])('is new when a child differs in %s only', (_, changes) => {
    expect(decideLink(row, [candidate(changes)])).toEqual({ decision: 'new' })
  })

  it('without an address is never joined to a child without an address', () => {
    expect(decideLink({ ...row, address: null }, [candidate({ postcode: null })])).toEqual({ decision: 'new' })
  })

  it('waits for a person when two children have its name, birth date and postcode', () => {
    const decision = decideLink(row, [candidate(), candidate({ childId: 'child-2' })])
    expect(decision).toEqual({ decision: 'unsure', reason: 'several-candidates' })
  })

  it.each([false, true])('waits for a person when a trusted identifier contradicts (linked: %s)', (isLinked) => {
    const withNumber = { ...row, identifiers: [{ scheme: 'nhs-number' as const, value: '9000000025' }] }
    const decision = decideLink(withNumber, [candidate({ isLinked, identifiers: otherUpn })])
    expect(decision).toEqual({ decision: 'unsure', reason: 'conflicting-identifier' })
  })

  it('is not held up by identifiers of different schemes', () => {
    expect(decideLink(row, [candidate({ identifiers: otherUpn })])).toMatchObject({ decision: 'same' })
  })
})

describe('the exact key', () => {
  it('ignores middle names, which sources drop', () => {
    expect(nameKey({ given: ['Seán', 'Patrick'], family: 'O’Brien' })).toBe('sean|obrien')
  })

  it('keeps twins apart', () => {
    const key = (given: string) => exactKey({ given: [given], family: 'Khan' }, '2015-03-02', 'LS1 4AP')
    expect(key('Ayaan')).not.toBe(key('Zayan'))
    expect(key('Ayaan')).toBe('ayaan|khan|2015-03-02|LS14AP')
  })
})
