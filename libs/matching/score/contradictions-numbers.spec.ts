import { describe, expect, it } from '@jest/globals'
import { aTable, between, contradictionIn, nhsNumber, upn, type Child } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'

const FINAL_QUESTION = { most: 0, isFinal: true }

describe('two numbers of one national scheme', () => {
  it.each<[string, Partial<Child>, Partial<Child>]>([
    ['NHS numbers', { nhs: nhsNumber(1) }, { nhs: nhsNumber(2) }],
    ['UPNs', { upn: upn(1) }, { upn: upn(2) }],
  ])('are a contradiction: %s', (_scheme, a, b) => {
    expect(between(a, b)).toEqual({ reason: 'conflicting-identifier', ...FINAL_QUESTION })
  })

  it('are one whatever else agrees, another number included', () => {
    const [a, b] = [{ nhs: nhsNumber(1) }, { nhs: nhsNumber(2) }]
    for (const agreeing of [{ upn: upn(1) }, { case: 'KMC-819708' }])
      expect(between({ ...a, ...agreeing }, { ...b, ...agreeing })?.reason).toBe('conflicting-identifier')
  })

  it('beside another name or birth date show plainly two people', () => {
    const [a, b] = [{ nhs: nhsNumber(1) }, { nhs: nhsNumber(2) }]
    expect(between({ ...a, given: 'Jack' }, { ...b, given: 'Tom' })).toMatchObject({ most: -12, isFinal: true })
    expect(between(a, { ...b, born: '2017-11-20' })).toMatchObject({ most: -12, isFinal: true })
  })

  it('at two homes show plainly two people', () => {
    const [a, b] = [{ nhs: nhsNumber(1) }, { nhs: nhsNumber(2), postcode: 'TR21 0PW', address: '1 The Quay' }]
    expect(between(a, b)).toMatchObject({ most: -12, isFinal: true })
    expect(between(a, { ...b, address: '', postcode: '' })).toMatchObject({ most: 0, isFinal: true })
  })

  it('are none where one fails its check or is not known', () => {
    expect(between({ nhs: nhsNumber(1) }, { nhs: '943 476 5918' })).toBeNull()
    expect(between({ nhs: nhsNumber(1) }, { nhs: '' })).toBeNull()
  })

  it('are none between a temporary UPN and the permanent one that follows it', () => {
    expect(between({ upn: upn(1, 'A') }, { upn: upn(7) })).toBeNull()
    expect(between({ upn: upn(1, 'A') }, { upn: upn(700, 'C') })).toBeNull()
  })

  it('are none between other numbers: a school’s own are no trusted ones', () => {
    expect(between({ case: 'KMC-819708' }, { case: 'ABC-000017' })).toBeNull()
  })

  it('are a contradiction between adults and without names, too', () => {
    const fields: Field[] = [{ type: 'identifier', name: 'nhs', scheme: 'nhs-number' }]
    const table = aTable(fields, [[nhsNumber(1)], [nhsNumber(2)]])
    expect(contradictionIn(table)).toEqual({ reason: 'conflicting-identifier', ...FINAL_QUESTION })
  })
})
