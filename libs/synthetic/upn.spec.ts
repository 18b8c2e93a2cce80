import { describe, expect, it } from '@jest/globals'
import { isUpn } from '@contactpoint/matching'
import { makeUpn, SecondUpns, UpnIssuer } from './upn.ts'

describe('a unique pupil number', () => {
  it('has the check letter of the published rule', () => {
    expect(makeUpn('8012000', 2001, 1)).toBe('H801200001001')
  })

  it('is recognised, and not when a digit is wrong, two are swapped or the letter is one that looks like a digit', () => {
    expect(isUpn('H801200001001')).toBe(true)
    expect(isUpn('H801200001002')).toBe(false)
    expect(isUpn('H810200001001')).toBe(false)
    expect(isUpn('O801200001001')).toBe(false)
  })

  it('cannot be made from a school number that is not seven digits', () => {
    expect(() => makeUpn('801200', 2001, 1)).toThrow(RangeError)
  })

  it('is issued once, and no more when a school has used up its year', () => {
    const issuer = new UpnIssuer()
    const issued = Array.from({ length: 999 }, () => issuer.next('8012000', 2020))
    expect(new Set(issued).size).toBe(999)
    expect(issuer.next('8012000', 2020)).toBeUndefined()
    expect(issuer.next('8012000', 2021)).toBeDefined()
  })

  it('given a second time is of the same school and year, and none that a child of it has or was given so', () => {
    const issuer = new UpnIssuer()
    const first = Array.from({ length: 400 }, () => issuer.next('8012000', 2020)!)
    const seconds = new SecondUpns()
    const second = first.map((upn) => seconds.after(upn))
    expect(second.filter((upn) => !isUpn(upn) || upn.slice(1, 10) !== '801200020')).toEqual([])
    expect(new Set([...first, ...second]).size).toBe(800)
  })
})
