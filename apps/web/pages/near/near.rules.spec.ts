import { NEAR_EFFECTS, NEAR_KINDS, NEAR_STATES, type NearRecord } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { differencesIn } from '../../layout/differences.rules.ts'
import { words } from '../../layout/words.rules.ts'
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
  const shielded = {
    ...record().child,
    childId: 'KLJ6G4D4VGLR',
    name: { given: ['Grace', 'Anne'], family: 'MAINWOOD' },
  }

  it('has what both records show marked thing by thing, and nothing of what they hide', () => {
    const rows = besideOf(shielded, record())
    expect(rows.slice(0, 4).map(({ left, right, likeness }) => [left, right, likeness])).toEqual([
      ['Grace Anne', 'Grace Ann', 'different'],
      ['MAINWOOD', 'Mainwood', 'alike'],
      ['27 June 2012', '27 June 2012', 'alike'],
      ['Female', 'Female', 'alike'],
    ])
    expect(rows.slice(4).flatMap(({ left, right }) => [left, right])).toEqual(rows.slice(4).flatMap(() => [null, null]))
  })

  it('shows its own four things, and nothing at all of a child whose record shows nothing', () => {
    const rows = besideOf(undefined, record())
    expect(rows[0]).toMatchObject({ right: 'Grace Ann, Mainwood, 27 June 2012, Female', likeness: 'alike' })
    expect(rows.map(({ left }) => left)).toEqual(rows.map(() => null))
    expect(rows.slice(1).map(({ right }) => right)).toEqual(rows.slice(1).map(() => null))
  })

  it('has of what is hidden in common what is told, and is different in the rest', () => {
    fc.assert(
      fc.property(fc.subarray([...NEAR_KINDS]), (common) => {
        expect(differencesIn(besideOf(undefined, record({ common })))).toBe(NEAR_KINDS.length - common.length)
      }),
    )
  })
})

it('each effect and each state is said in words of its own', () => {
  for (const code of [...NEAR_EFFECTS, ...NEAR_STATES])
    expect(words(`near-${code}`)).not.toBe(`Near ${code.replaceAll('-', ' ')}`)
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
