import { NEAR_KINDS, type NearRecord } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { differencesIn } from '../../layout/differences.rules.ts'
import { besideOf, chosenOf } from './near.rules.ts'

const record = (more: Partial<NearRecord> = {}, childId = 'BVD7M3V9RLP3'): NearRecord => ({
  child: {
    childId,
    name: { given: ['Grace', 'Ann'], family: 'Mainwood' },
    dateOfBirth: '2012-06-27',
    gender: 'female',
  },
  ...{ common: ['shown'], effect: 'invisible', state: 'open', ...more },
})

describe('a record beside a shielded child', () => {
  it('shows its own four things, and nothing at all of the shielded child', () => {
    const rows = besideOf(record(), '27 June 2012')
    expect(rows[0]!.right).toBe('Grace Ann Mainwood, born 27 June 2012, female')
    expect(rows.map(({ left }) => left)).toEqual(rows.map(() => null))
    expect(rows.slice(1).map(({ right }) => right)).toEqual(rows.slice(1).map(() => null))
  })

  it('has in common what is told, and is different in the rest', () => {
    fc.assert(
      fc.property(fc.subarray([...NEAR_KINDS]), (common) => {
        expect(differencesIn(besideOf(record({ common }), ''))).toBe(NEAR_KINDS.length - common.length)
      }),
    )
  })
})

describe('the record to decide', () => {
  it('is the one that was chosen, or else the first that is open', () => {
    const [decided, open] = [record({ state: 'justified' }, 'A'), record({}, 'B')]
    expect(chosenOf([decided, open], undefined)).toBe(open)
    expect(chosenOf([decided, open], 'A')).toBe(decided)
    expect(chosenOf([decided, open], 'C')).toBe(open)
    expect(chosenOf([decided], undefined)).toBeNull()
  })
})
