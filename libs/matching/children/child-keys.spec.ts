import { describe, expect, it } from '@jest/globals'
import { MOST_LINK_KEYS, linkKeys } from '../link-keys.ts'
import type { MatchRecord } from '../traits.ts'
import { candidateKeys, MOST_CANDIDATE_KEYS } from './child-keys.ts'

const CHILD: MatchRecord = {
  name: { given: ['Thomas', 'Edward'], family: 'Smith-Jones' },
  formerFamilyNames: ['Wood'],
  dateOfBirth: '2015-03-02',
  address: { postcode: 'LS1 4AP' },
  identifiers: [{ scheme: 'upn', value: 'H801200001001' }],
  carers: [],
}
const isFound = (given: Partial<MatchRecord>): boolean => {
  const keys = new Set(candidateKeys(CHILD))
  return candidateKeys({ ...CHILD, identifiers: [], ...given }).some((key) => keys.has(key))
}
const named = (given: string, family = 'Smith-Jones') => ({ name: { given: [given], family } })
const elsewhere = { address: { postcode: 'TR1 9ZZ' } }

describe('a row finds a child', () => {
  it.each<[string, Partial<MatchRecord>]>([
    ['who moved', elsewhere],
    ['whose address it does not say', { address: null }],
    ['under a short form, and moved', { ...named('Tom'), ...elsewhere }],
    ['under quite another name, at one home', named('Bartholomew', 'Featherstone')],
    ['under half of a double name, and moved', { ...named('Thomas', 'Jones'), ...elsewhere }],
    ['under the name of before, and moved', { ...named('Thomas', 'Wood'), ...elsewhere }],
    ['whose name it spells by ear, and moved', { ...named('Tomas', 'Smyth'), ...elsewhere }],
    ['whose birth date it has wrong', { dateOfBirth: '2014-07-19' }],
    ['by a number alone', { ...named('Ann', 'Other'), ...elsewhere, identifiers: CHILD.identifiers }],
  ])('%s', (_, given) => expect(isFound(given)).toBe(true))

  it('not by a birth date, a first name, a home or a family alone', () => {
    expect(isFound({ ...named('Ann', 'Other'), ...elsewhere })).toBe(false)
    expect(isFound({ ...named('Thomas', 'Other'), ...elsewhere, dateOfBirth: '2014-07-19' })).toBe(false)
    expect(isFound({ ...named('Ann', 'Other'), dateOfBirth: '2014-07-19' })).toBe(false)
    expect(isFound({ ...named('Ann'), dateOfBirth: '2014-07-19' })).toBe(false)
  })
})

it('keys are as few as they are said to be, however much a record says', () => {
  const many = (n: number): string => `Family${'abcdefghijklmnop'[n]} Other${'ponmlkjihgfedcba'[n]}`
  const carers = Array.from({ length: 20 }, (_, n) => ({
    name: { given: ['A'], family: many(n % 16) },
    phone: `0770090${1000 + n}`,
  }))
  const identifiers = Array.from({ length: 9 }, () => CHILD.identifiers[0]!)
  const told = { ...CHILD, formerFamilyNames: Array.from({ length: 16 }, (_, n) => many(n)), carers, identifiers }
  expect(candidateKeys(told).length).toBeLessThanOrEqual(MOST_CANDIDATE_KEYS)
  expect(linkKeys(told).length).toBeLessThanOrEqual(MOST_LINK_KEYS)
})
