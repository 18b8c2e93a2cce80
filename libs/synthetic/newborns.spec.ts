import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isNhsNumber } from '@contactpoint/matching'
import { readEngland } from './england.ts'
import { generate, syntheticChildren, type Generated } from './index.ts'
import { Newborns } from './newborns.ts'
import { MOST_NHS_NUMBERS, NhsNumbers } from './nhs-number.ts'
import { readRecords } from './reference.ts'
import { SHARES } from './shares-of-england.ts'

const CENSUS = '2026-10-01'
const POPULATION = { children: 20_000, seed: 6 }
const children = [...syntheticChildren(POPULATION)]
const makeAll = () => {
  const newborns = new Newborns({ ...POPULATION, referenceDate: CENSUS }, readEngland())
  return children.flatMap((child) => newborns.after(child) ?? [])
}
const all = makeAll()
const mothersName = (carers: { familyName: string }[]) => carers[0]!.familyName

describe('a newborn', () => {
  it('is there for some of the children at school, born within three months, at no school', () => {
    expect(all.length / children.length).toBeGreaterThan(SHARES.newborns * 0.8)
    expect(all.length / children.length).toBeLessThan(SHARES.newborns * 1.2)
    expect(all.filter(({ child }) => child.dateOfBirth < '2026-07-03' || child.dateOfBirth >= CENSUS)).toEqual([])
    expect(all.filter(({ child }) => child.registrations.length > 0 || child.upn)).toEqual([])
    expect(all.filter(({ child }) => child.carers[0]!.relationship !== 'mother')).toEqual([])
    expect(makeAll()).toEqual(all)
  })

  it('is the first of its family, or the brother or sister of a pupil at the same address, without a name yet', () => {
    const families = Map.groupBy(children, ({ householdId }) => householdId)
    const siblings = all.filter(({ child }) => families.has(child.householdId))
    expect(siblings.length).toBeGreaterThan(all.length / 20)
    for (const { child, birth } of siblings) {
      const [other] = families.get(child.householdId)!
      expect(child).toMatchObject({ givenName: 'Baby', address: other!.address, carers: other!.carers })
      expect(birth).toBeNull()
    }
    expect(all.filter(({ child }) => !families.has(child.householdId) && child.givenName === 'Baby')).toEqual([])
    const ids = all.map(({ child }) => child.personId)
    expect(new Set([...ids, ...children.map(({ personId }) => personId)]).size).toBe(ids.length + children.length)
  })

  it('is BABY and the mother’s surname in health registers before its name is told, while births have the name', () => {
    const unnamed = all.filter(({ gp }) => gp?.child.givenName === 'Baby')
    expect(unnamed.length).toBeGreaterThan(all.length / 4)
    for (const { gp, child } of unnamed) expect(gp!.child.familyName).toBe(mothersName(child.carers))
    for (const { patient, child } of all.filter((one) => one.patient?.given[0] === 'BABY'))
      expect(patient!.family).toBe(mothersName(child.carers).toUpperCase())
    expect(unnamed.some(({ birth, child }) => birth?.forenames[0] === child.givenName)).toBe(true)
    expect(unnamed.some(({ child }) => child.familyName !== mothersName(child.carers))).toBe(true)
    expect(all.some(({ birth }) => birth?.forenames.length === 0)).toBe(true)
  })

  it('is registered within six weeks', () => {
    for (const { birth, child } of all)
      if (birth) expect(birth.date > child.dateOfBirth && birth.date <= CENSUS).toBe(true)
    expect(all.some(({ birth }) => birth)).toBe(true)
  })

  it('has one NHS number at the practice and with the service, which is nobody else’s', () => {
    const numbers = all.flatMap(({ patient }) => patient?.nhsNumber ?? [])
    expect(numbers.filter((number) => !isNhsNumber(number))).toEqual([])
    const known = new NhsNumbers(POPULATION.seed)
    const others = children.map((child) => known.of(child))
    const twins = Array.from({ length: 2_000 }, (_, index) => known.spare(index, POPULATION.children))
    expect(new Set([...numbers, ...others, ...twins]).size).toBe(numbers.length + others.length + twins.length)
    for (const { gp, patient } of all) if (gp) expect(gp.registration.nhsNumber).toBe(patient?.nhsNumber)
    expect(known.ofNewborn(0, MOST_NHS_NUMBERS)).toBeUndefined()
  })
})

describe('the files of an England with newborns', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synthetic-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  let generated: Generated
  beforeAll(
    async () => void (generated = await generate({ ...POPULATION, children: 3_000, shielded: 300, out: folder })),
  )

  it('have their rows in births, gp-links and pds alone, and the truth names each of them', () => {
    const people = readRecords(generated.people).filter(({ schoolUrn }) => schoolUrn === '')
    expect(people.length).toBeGreaterThan(20)
    const links = readRecords(generated.links)
    const theirs = links.filter(({ personId }) => people.some((one) => one.personId === personId))
    expect(new Set(theirs.map(({ source }) => source))).toEqual(new Set(['births', 'gp-links', 'pds']))
    expect(new Set(theirs.map(({ personId }) => personId)).size).toBe(people.length)
    for (const { source, rows } of generated.feeds) {
      const twins = generated.twins!.feeds.find((feed) => feed.source === source)?.rows ?? 0
      expect(links.filter((link) => link.source === source)).toHaveLength(rows + twins)
    }
    expect(new Set(links.map(({ source, recordId }) => `${source} ${recordId}`)).size).toBe(links.length)
    const shielded = readRecords(generated.twins!.shielded)
    expect(shielded.filter(({ personId }) => people.some((one) => one.personId === personId))).toEqual([])
  })

  it('write who has no name yet as BABY, and at practices that it was born', () => {
    const text = (source: string) => readFileSync(generated.feeds.find((feed) => feed.source === source)!.file, 'utf8')
    expect(text('gp-links')).toMatch(/HEA\+ATP\+1:ZZZ'\nS02\+2'\nPNA\+PAT\+\d{10}:OPI\+\+\+SU:[^+]+\+FO:BABY'/)
    expect(text('pds')).toContain('"given":["BABY"]')
  })
})
