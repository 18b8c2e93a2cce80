import { describe, expect, it } from '@jest/globals'
import { levelBetween } from './level-between.ts'
import { postcode } from './postcode.ts'

const keysOf = (text: string) =>
  Object.fromEntries(postcode.blockingKeys.map((key) => [key.name, key.of(postcode.prepare(text)!)]))

describe('postcodes', () => {
  it.each([
    ['LS1 4AP', 'ls14ap', 'exact'],
    ['LS1 4AP', 'LS1 4AQ', 'near'],
    ['LS1 4AP', 'LS14 4AP', 'near'],
    ['LS1 4AP', 'LS1 4PA', 'near'],
    ['LS1 4AP', 'LS1 4DY', 'sector'],
    ['LS1 4AP', 'LS1 2DY', 'district'],
    ['LS1', 'LS1 2DY', 'district'],
    ['LS1 4AP', 'LS6 2AA', 'nearby'],
    ['LS1 4AP', 'BD1 1HX', 'nearby'],
    ['LS1', 'LS6', 'nearby'],
    ['LS1 4AP', 'E17 7AA', 'different'],
    ['LS1 4AP', 'CF10 3AT', 'different'],
    ['2602', '2603', 'near'],
    ['2602', '2649', 'district'],
    ['10115', '10119', 'near'],
    ['2602', '4011', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(postcode, a, b)).toBe(level)
  })

  it.each(['', '-', 'unknown', 'ZZ99 3VZ', 'zz993wz', 'XX1 1XX', 'AA11 1AA', '0000', 'N/A'])(
    '“%s” is no postcode',
    (text) => {
      expect(postcode.prepare(text)).toBeNull()
    },
  )

  it('keeps the double letters and digits of Blackburn and Southend', () => {
    expect(postcode.prepare('BB1 1BB')).not.toBeNull()
    expect(postcode.prepare('SS1 1SS')).not.toBeNull()
  })

  it('is blocked by itself, its sector and its district', () => {
    expect(keysOf('LS1 4AP')).toEqual({ exact: ['LS14AP'], sector: ['LS14'], district: ['LS1'] })
    expect(keysOf('LS1')).toEqual({ exact: [], sector: [], district: ['LS1'] })
    expect(keysOf('2602')).toEqual({ exact: ['2602'], sector: ['260'], district: ['26'] })
  })
})
