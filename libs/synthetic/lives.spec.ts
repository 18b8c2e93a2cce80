import { describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readEngland } from './england.ts'
import { syntheticChildren, type SyntheticChild } from './index.ts'
import { Moves } from './moves.ts'
import { Random } from './random.ts'
import { readRows } from './reference.ts'
import { SHARES } from './shares-of-england.ts'

const CENSUS = '2026-10-01'
const children = [...syntheticChildren({ children: 60_000, seed: 12 })]
const households = [...Map.groupBy(children, ({ householdId }) => householdId).values()]
const those = (is: (child: SyntheticChild) => unknown) => children.filter(is)
const share = (is: (child: SyntheticChild) => unknown) => those(is).length / children.length
const familyShare = (is: (child: SyntheticChild) => unknown) =>
  households.filter(([child]) => is(child!)).length / households.length
const homeOf = ({ address }: SyntheticChild) => `${address!.lines.join()} ${address!.postcode}`
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

it('what a seed gave before there were lives it still gives: ids, names and dates of birth', () => {
  const some = [...syntheticChildren({ children: 2_000, seed: 7 })].map((child) => {
    const { personId, householdId, givenName, middleNames, familyName, formerSurname, dateOfBirth, sex } = child
    const named = [personId, householdId, givenName, middleNames, familyName, formerSurname, dateOfBirth, sex]
    return JSON.stringify([named, child.registrations.map(({ pupilMatchingRef }) => pupilMatchingRef)])
  })
  expect(createHash('sha256').update(some.join('\n')).digest('hex')).toBe(
    '0e1b6354b8c0b6512143ed005cd9211ddf3f88906d48356b2c8472d5101c8675',
  )
})

describe('families that have moved', () => {
  const movers = those(({ moved, dwelling }) => moved && !dwelling)

  it('are one in ten, all of a family on one day from one home, within the year', () => {
    expect(familyShare(({ moved, dwelling }) => moved && !dwelling)).toBeGreaterThan(SHARES.movedInYear * 0.9)
    expect(familyShare(({ moved, dwelling }) => moved && !dwelling)).toBeLessThan(SHARES.movedInYear * 1.1)
    for (const siblings of households) {
      const moves = siblings.map(({ moved }) => moved && `${moved.on} ${moved.from.postcode}`)
      expect(new Set(moves).size).toBe(1)
    }
    for (const { moved, address } of movers) {
      expect(days(moved!.on, CENSUS)).toBeGreaterThanOrEqual(1)
      expect(days(moved!.on, CENSUS)).toBeLessThanOrEqual(365)
      expect(moved!.from.postcode).not.toBe(address!.postcode)
    }
  })

  it('go to another school in another district, and begin there after the move', () => {
    const district = (postcode: string) => postcode.split(' ')[0]!
    const isFar = ({ moved, address }: SyntheticChild) => district(moved!.from.postcode) !== district(address!.postcode)
    expect(movers.filter(isFar).length / movers.length).toBeCloseTo(1 - SHARES.movesNear, 1)
    const changed = movers.filter(({ moved }) => moved!.school)
    expect(changed.filter((child) => !isFar(child))).toEqual([])
    expect(changed.length).toBeGreaterThan(movers.filter(isFar).length / 2)
    for (const { moved, registrations } of changed) {
      const [{ schoolUrn, entryDate }] = registrations as [SyntheticChild['registrations'][0]]
      expect(schoolUrn).not.toBe(moved!.school!.schoolUrn)
      expect(entryDate === undefined || (entryDate > moved!.on && entryDate <= CENSUS)).toBe(true)
      expect((moved!.school!.entryDate ?? '') < moved!.on).toBe(true)
    }
  })

  it('come from elsewhere where their district has one postcode', () => {
    const { places } = readEngland()
    const moves = new Moves(new Random(1), places, CENSUS, () => true)
    const lonely = readRows('outcodes.csv')
      .map(([outcode]) => places.districtOf(`${outcode} 1AA`))
      .filter(({ homes }) => homes.length === 1)
    expect(lonely.length).toBeGreaterThan(0)
    for (const { homes } of lonely) {
      const child = {
        ...children[0]!,
        moved: undefined,
        address: { lines: ['1 High Street'], postcode: homes[0]!.postcode },
      }
      const tries = Array.from({ length: 100 }, () => moves.of([child])[0]!.moved).filter((moved) => moved)
      expect(tries.filter((moved) => moved!.from.postcode === homes[0]!.postcode)).toEqual([])
      expect(tries.length).toBeGreaterThan(0)
    }
  })

  it('have lived where nobody of the same name and birth date lives', () => {
    const key = (child: SyntheticChild, postcode: string | undefined) =>
      [child.givenName, child.familyName, child.dateOfBirth, postcode].join('|')
    const living = new Set(children.map((child) => key(child, child.address?.postcode)))
    expect(movers.filter((child) => living.has(key(child, child.moved!.from.postcode)))).toEqual([])
  })
})

describe('a step-family', () => {
  const several = households.filter(
    (siblings) => new Set(siblings.map(({ carers }) => JSON.stringify(carers))).size > 1,
  )
  const names = ({ carers }: SyntheticChild) => carers.map(({ givenName, familyName }) => `${givenName} ${familyName}`)
  const parents = ({ carers }: SyntheticChild) =>
    carers.filter(({ relationship }) => relationship !== 'step-parent').map(({ givenName }) => givenName)
  const isStep = (siblings: SyntheticChild[]) =>
    siblings.some((child) => parents(child)[0] !== parents(siblings[0]!)[0])

  it('has the same two carers for all at one address, one of whom is the step-parent of some, and mostly two surnames', () => {
    expect(several.length / households.length).toBeGreaterThan(0.01)
    for (const siblings of several) {
      expect(new Set(siblings.map((child) => names(child).toSorted().join())).size).toBe(1)
      expect(new Set(siblings.map(({ address }) => JSON.stringify(address ?? null))).size).toBe(1)
    }
    const differ = several.filter((siblings) => new Set(siblings.map(({ familyName }) => familyName)).size > 1)
    expect(differ.length / several.length).toBeGreaterThan(0.8)
  })

  it('has half-brothers and -sisters, who share one parent', () => {
    const half = several.filter((siblings) => !isStep(siblings))
    expect(half.length / several.length).toBeGreaterThan(1 - SHARES.bothBringTheirs * 1.4)
    for (const siblings of half) {
      const own = siblings.map((child) => parents(child))
      const shared = own[0]!.filter((name) => own.every((all) => all.includes(name)))
      expect(shared).toHaveLength(1)
    }
  })

  it('has step-brothers and -sisters, who share none', () => {
    const step = several.filter(isStep)
    expect(step.length / several.length).toBeCloseTo(SHARES.bothBringTheirs, 1)
    for (const siblings of step) {
      const elder = parents(siblings[0]!)
      const others = siblings.map(parents).filter(([name]) => name !== elder[0])
      expect(others.flat().filter((name) => elder.includes(name))).toEqual([])
      expect(new Set(others.map(([name]) => name)).size).toBe(1)
    }
  })
})

describe('a shared home', () => {
  const residents = (dwelling: string) => [
    ...Map.groupBy(
      those((child) => child.dwelling === dwelling),
      homeOf,
    ).values(),
  ]

  it('for children has some who are nobody’s brothers and sisters, with one of its workers or nobody', () => {
    const homes = residents('childrens-home')
    expect(share(({ dwelling }) => dwelling === 'childrens-home')).toBeGreaterThan(SHARES.inChildrensHomes / 2)
    expect(share(({ dwelling }) => dwelling === 'childrens-home')).toBeLessThan(SHARES.inChildrensHomes * 1.5)
    expect(homes.filter((all) => all.length > 2).length).toBeGreaterThan(homes.length / 2)
    for (const all of homes) {
      const ids = all.map(({ householdId }) => householdId)
      expect(new Set(ids).size).toBe(all.length)
      expect(children.filter(({ householdId }) => ids.includes(householdId))).toHaveLength(all.length)
      expect(new Set(all.map(({ carers }) => JSON.stringify(carers))).size).toBe(1)
      expect(all[0]!.carers.length).toBeLessThan(2)
      expect(all.filter(({ carers: [carer] }) => carer && carer.relationship !== 'other')).toEqual([])
      expect(all.every(({ moved, address }) => moved && moved.from.postcode !== address!.postcode)).toBe(true)
    }
  })

  it('for who had to flee has several mothers with their children', () => {
    const refuges = residents('refuge')
    expect(share(({ dwelling }) => dwelling === 'refuge')).toBeGreaterThan(SHARES.inRefuges / 2)
    expect(share(({ dwelling }) => dwelling === 'refuge')).toBeLessThan(SHARES.inRefuges * 2)
    expect(refuges.some((all) => new Set(all.map(({ householdId }) => householdId)).size > 2)).toBe(true)
    for (const all of refuges) {
      const families = [...Map.groupBy(all, ({ householdId }) => householdId).values()]
      const mothers = families.map(([child]) => JSON.stringify(child!.carers))
      expect(new Set(mothers).size).toBe(families.length)
      expect(all.every(({ carers }) => carers.length === 1 && carers[0]!.relationship === 'mother')).toBe(true)
    }
  })

  it('is there in every small England too', () => {
    for (const seed of [1, 2, 3]) {
      const few = [...syntheticChildren({ children: 1_500, seed })].map(({ dwelling }) => dwelling)
      expect(new Set(few)).toEqual(
        new Set([undefined, 'refuge', 'childrens-home', ...few.filter((one) => one === 'road')]),
      )
    }
  })

  it('of many is a building with flats: one postcode, each family with a flat of its own', () => {
    const inFlats = households.filter(([child]) => child!.address?.lines[0]!.startsWith('Flat '))
    const buildings = Map.groupBy(
      inFlats,
      ([child]) => child!.address!.lines.slice(1).join() + child!.address!.postcode,
    )
    const shared = [...buildings.values()].filter((families) => families.length > 1)
    expect(shared.flat().length / inFlats.length).toBeGreaterThan(SHARES.sameBuilding)
    for (const families of shared)
      expect(new Set(families.map(([child]) => child!.address!.lines[0])).size).toBe(families.length)
  })
})

describe('births and names', () => {
  it('are of three now and then: three of one day with the same carers', () => {
    const same = households.filter((all) =>
      [...Map.groupBy(all, ({ dateOfBirth }) => dateOfBirth).values()].some(({ length }) => length > 2),
    )
    expect(same.length).toBeGreaterThan(0)
    expect(same.length / households.length).toBeLessThan(0.001)
    for (const all of same) expect(new Set(all.map(({ carers }) => JSON.stringify(carers))).size).toBe(1)
  })

  it('change for some: who has had another surname gave it up after the birth, before the census', () => {
    expect(
      those(({ renamedOn, formerSurname }) => (renamedOn === undefined) !== (formerSurname === undefined)),
    ).toEqual([])
    for (const { renamedOn, dateOfBirth } of those(({ renamedOn: on }) => on))
      expect(renamedOn! > dateOfBirth && renamedOn! <= CENSUS).toBe(true)
  })
})

describe('families on the road', () => {
  it('have no address, one school, to which they came lately', () => {
    const travellers = those(({ dwelling }) => dwelling === 'road')
    expect(familyShare(({ dwelling }) => dwelling === 'road')).toBeCloseTo(SHARES.noAddress * SHARES.onTheRoad, 2)
    expect(travellers.length).toBeGreaterThan(0)
    for (const { address, registrations } of travellers) {
      expect(address).toBeUndefined()
      expect(registrations).toHaveLength(1)
      expect(days(registrations[0]!.entryDate ?? CENSUS, CENSUS)).toBeLessThan(60)
    }
  })
})
