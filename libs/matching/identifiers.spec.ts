import { describe, expect, it } from '@jest/globals'
import { identifiersConflict, isNhsNumber, isTemporaryUpn, isUpn, shareIdentifier } from './identifiers.ts'

const upn = (value: string) => ({ scheme: 'upn' as const, value })
const nhs = (value: string) => ({ scheme: 'nhs-number' as const, value })

describe('a UPN', () => {
  it('has a check letter made from its twelve other characters', () => {
    expect(isUpn('H801200001001')).toBe(true)
    expect(isUpn('J801200001001')).toBe(false)
  })

  it('is found wrong when any one digit is wrong', () => {
    const right = 'H801200001001'
    for (let i = 1; i < right.length; i++) {
      for (const digit of '0123456789') {
        if (digit !== right[i]) expect(isUpn(right.slice(0, i) + digit + right.slice(i + 1))).toBe(false)
      }
    }
  })

  it('may be temporary: the letter in the last place counts by its place in the alphabet of 23', () => {
    // 80120000100 gives 40; the last place weighs 13: A (0) makes 40, C (2) 66, K (9) 157; modulo 23: 17, 20, 19
    expect(isUpn('U80120000100A')).toBe(true)
    expect(isUpn('X80120000100C')).toBe(true)
    expect(isUpn('W80120000100K')).toBe(true)
    expect(isUpn('U80120000100K')).toBe(false)
    expect(isTemporaryUpn('U80120000100A')).toBe(true)
    expect(isTemporaryUpn('H801200001001')).toBe(false)
  })

  it.each(['', 'h801200001001', 'H80120000100', 'I801200001001', 'H8012000010011', 'H80120000100S', 'A000000000000'])(
    'is not %j',
    (text) => expect(isUpn(text)).toBe(false),
  )
})

describe('an NHS number', () => {
  it.each(['9000000009', '9000000025', '9693632109', '9449305552'])('is %s', (text) => {
    expect(isNhsNumber(text)).toBe(true)
  })

  it.each(['0449310999', '1112223330', '0000000000', '1111111111', '943476591', '943 476 5919', '900000000X'])(
    'is not %j',
    (text) => expect(isNhsNumber(text)).toBe(false),
  )
})

describe('identifiers', () => {
  it('conflict when both sides have a valid one of a scheme and none in common', () => {
    expect(identifiersConflict([upn('H801200001001')], [upn('X801200001002')])).toBe(true)
    expect(identifiersConflict([nhs('9000000009')], [nhs('9000000025')])).toBe(true)
    expect(identifiersConflict([nhs('9000000009')], [nhs('9000000025'), nhs('9000000009')])).toBe(false)
  })

  it('do not conflict when one is of another scheme, is invalid, or is a temporary UPN', () => {
    expect(identifiersConflict([upn('H801200001001')], [nhs('9000000009')])).toBe(false)
    expect(identifiersConflict([nhs('9000000009')], [nhs('1112223330')])).toBe(false)
    expect(identifiersConflict([upn('H801200001001')], [upn('U80120000100A')])).toBe(false)
    expect(identifiersConflict([], [nhs('9000000009')])).toBe(false)
  })

  it('in common count only when valid', () => {
    expect(shareIdentifier([upn('H801200001001')], [upn('H801200001001')])).toBe(true)
    expect(shareIdentifier([upn('J801200001001')], [upn('J801200001001')])).toBe(false)
  })
})
