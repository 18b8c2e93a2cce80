import { describe, expect, it } from '@jest/globals'
import { identifierOf } from './identifier.ts'
import { levelBetween } from './level-between.ts'

const nhsNumber = identifierOf('nhs-number')
const upn = identifierOf('upn')
const other = identifierOf('other')

describe('identifiers', () => {
  it('are the same with and without spaces and dashes', () => {
    expect(levelBetween(nhsNumber, '943 476 5919', '943-476-5919')).toBe('exact')
    expect(levelBetween(upn, 'h801200001001', 'H801 2000 01001')).toBe('exact')
    expect(levelBetween(other, 'KMC-819708', 'kmc 819708')).toBe('exact')
  })

  it('are missing when their own check fails', () => {
    expect(nhsNumber.prepare('943 476 5918')).toBeNull()
    expect(nhsNumber.prepare('0000000000')).toBeNull()
    expect(upn.prepare('A801200001001')).toBeNull()
    expect(other.prepare('943 476 5918')).toBe('9434765918')
  })

  it.each(['', '-', 'unknown', 'N/A', '0', '0000', '999999999', 'none'])('“%s” is no identifier', (text) => {
    expect(other.prepare(text)).toBeNull()
  })

  it('are temporary, not different, where a school’s own pupil number meets another', () => {
    expect(levelBetween(upn, 'T80120001000A', 'R801200010007')).toBe('temporary')
  })

  it('are near with one slip of the pen, if they are long', () => {
    expect(levelBetween(other, 'KMC-819708', 'KMC-819780')).toBe('near')
    expect(levelBetween(other, 'KMC-819708', 'KMC-81970')).toBe('near')
    expect(levelBetween(other, 'KMC-819708', 'KUB-176148')).toBe('different')
    expect(levelBetween(other, '1234', '1235')).toBe('different')
  })
})

it('an identifier that a spreadsheet has shortened is none, and one with a needless fraction is itself', () => {
  expect(identifierOf('other').prepare('7.7009E+09')).toBeNull()
  expect(identifierOf('other').prepare('819708.0')).toBe('819708')
})
