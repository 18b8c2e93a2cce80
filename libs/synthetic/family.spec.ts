import { describe, expect, it } from '@jest/globals'
import { syntheticChildren, type SyntheticChild } from './index.ts'

const children = [...syntheticChildren({ children: 8000, seed: 20 })]
const households = Map.groupBy(children, (child) => child.householdId)
const share = (those: (child: SyntheticChild) => boolean) => children.filter(those).length / children.length

describe('a synthetic household', () => {
  it('has one to four children', () => {
    expect([...new Set([...households.values()].map((siblings) => siblings.length))].sort()).toEqual([1, 2, 3, 4])
  })

  it('has one address, and one school for siblings of the same phase', () => {
    const distinct = (siblings: SyntheticChild[], of: (child: SyntheticChild) => unknown) =>
      new Set(siblings.map((child) => JSON.stringify(of(child)))).size
    const all = [...households.values()]
    expect(all.filter((siblings) => distinct(siblings, ({ address }) => address ?? null) > 1)).toEqual([])
    expect(all.filter((siblings) => distinct(siblings, (child) => child.registrations[0]!.schoolUrn) > 2)).toEqual([])
    expect(share(({ address }) => address === undefined)).toBeLessThan(0.01)
    expect(share(({ address }) => address === undefined)).toBeGreaterThan(0)
  })

  it('mostly has one surname', () => {
    const several = [...households.values()].filter((siblings) => siblings.length > 1)
    const same = several.filter((siblings) => new Set(siblings.map(({ familyName }) => familyName)).size === 1)
    expect(same.length / several.length).toBeGreaterThan(0.9)
    expect(same.length).toBeLessThan(several.length)
  })

  it('has no two children of the same first name', () => {
    const namesakes = (siblings: SyntheticChild[]) => new Set(siblings.map((child) => child.givenName)).size
    expect([...households.values()].filter((siblings) => namesakes(siblings) < siblings.length)).toEqual([])
  })

  it('has twins now and then: two births on one day', () => {
    let twins = 0
    for (const siblings of households.values())
      for (const pair of Map.groupBy(siblings, ({ dateOfBirth }) => dateOfBirth).values()) twins += pair.length - 1
    expect(twins / children.length).toBeGreaterThan(0.008)
    expect(twins / children.length).toBeLessThan(0.025)
  })
})
