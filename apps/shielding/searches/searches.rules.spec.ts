import { describe, expect, it } from '@jest/globals'
import type { FoundChild } from '@contactpoint/contracts'
import { toHit } from './searches.rules.ts'

const found: FoundChild = {
  childId: 'C',
  name: { given: ['Ann'], family: 'Smith' },
  dateOfBirth: '2012-06-27',
  gender: 'female',
  byVisibleKeys: true,
  postcode: 'LS1 4AP',
  schoolName: 'School',
}

describe('A hit', () => {
  it('of a shielded child has the four visible things and that it is shielded, nothing else (S21)', () => {
    const hit = toHit(found, { childId: 'C', version: 1, view: 'visible' })
    expect(Object.keys(hit!).sort()).toEqual(['childId', 'dateOfBirth', 'gender', 'name', 'shielded'])
  })

  it('stays four things when the directory learns of a new field (AC-03)', () => {
    const hit = toHit({ ...found, shoeSize: 4 } as FoundChild, { childId: 'C', version: 1, view: 'visible' })
    expect(hit).not.toHaveProperty('shoeSize')
  })

  it('of a shielded child that a hidden key found was never found', () => {
    expect(toHit({ ...found, byVisibleKeys: false }, { childId: 'C', version: 1, view: 'visible' })).toBeNull()
  })
})
