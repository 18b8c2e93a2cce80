import { afterAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { LAGS, NO_LAGS } from './errors-of-registers.ts'
import type { GeneratedSource } from './generated-source.ts'
import { Hearsay } from './hearsay.ts'
import { generate, syntheticChildren, type Generated, type SyntheticChild } from './index.ts'
import { Practices } from './practices.ts'

const CENSUS = '2026-10-01'
const children = [...syntheticChildren({ children: 30_000, seed: 12 })]
const movers = children.filter(({ moved, dwelling }) => moved && !dwelling)
const knownTo = (source: GeneratedSource) => {
  const hearsay = new Hearsay(source, 12, CENSUS)
  return (child: SyntheticChild) => hearsay.known(child)
}
const isOld = (known: SyntheticChild, { moved }: SyntheticChild) => known.address === moved!.from
const shareOld = (source: GeneratedSource) => {
  const known = knownTo(source)
  return movers.filter((child) => isOld(known(child), child)).length / movers.length
}

describe('what a source knows of a family that has moved', () => {
  it('is the home of before for as long as its lag, on average half of that', () => {
    for (const source of ['child-benefit', 'gp-links', 'pds', 'authority'] as const) {
      const half = LAGS[source].moves! / 2 / 365
      expect(shareOld(source)).toBeGreaterThan(half * 0.85)
      expect(shareOld(source)).toBeLessThan(half * 1.15)
    }
    expect(shareOld('school-census')).toBeGreaterThan(0)
    expect(shareOld('school-census')).toBeLessThan(LAGS['school-census'].moves! / 2 / 365 + 0.02)
    expect(shareOld('deaths')).toBe(0)
    expect(shareOld('births')).toBe(1)
  })

  it('is the same of brothers and sisters, and of the practice and the service that it tells', () => {
    const [practice, service] = [knownTo('gp-links'), knownTo('pds')]
    const families = Map.groupBy(movers, ({ householdId }) => householdId)
    for (const siblings of families.values())
      expect(new Set(siblings.map((child) => practice(child).address!.postcode)).size).toBe(1)
    for (const child of movers) expect(service(child).address).toEqual(practice(child).address)
  })

  it('has the school and the practice of before, which follow the home', () => {
    const practices = new Practices()
    const known = knownTo('authority')
    const old = movers.filter((child) => child.moved!.school && isOld(known(child), child))
    expect(old.length).toBeGreaterThan(20)
    for (const child of old) expect(known(child).registrations[0]).toMatchObject(child.moved!.school!)
    const practice = knownTo('gp-links')
    const other = old.filter((child) => isOld(practice(child), child))
    expect(other.filter((child) => practices.of(practice(child)) === practices.of(child)).length).toBeLessThan(
      other.length / 5,
    )
  })

  it('is right at a school that the child came to since', () => {
    const known = knownTo('school-census')
    const came = movers.filter(({ moved, registrations: [first] }) => !moved!.school && first!.entryDate! >= moved!.on)
    expect(came.length).toBeGreaterThan(20)
    for (const child of came) expect(known(child)).toBe(child)
  })
})

describe('what a source knows of a name', () => {
  it('is the one of before until it is told', () => {
    const known = knownTo('gp-links')
    const renamed = children.filter(({ renamedOn }) => renamedOn)
    const old = renamed.filter((child) => known(child).familyName !== child.familyName)
    expect(old.length).toBeGreaterThan(5)
    expect(old.length).toBeLessThan(renamed.length / 5)
    for (const child of old)
      expect(known(child)).toMatchObject({ familyName: child.formerSurname, formerSurname: undefined })
  })

  it('is that of today where there is no lag', () => {
    const hearsay = new Hearsay('gp-links', 12, CENSUS, NO_LAGS['gp-links'])
    for (const child of children) expect(hearsay.known(child)).toBe(child)
  })
})

/** As messages of practices have it. */
const padded = (postcode: string) => postcode.replace(/^(\S+) /, (_all, outward: string) => outward.padEnd(5))

describe('the files of a family that has moved', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synthetic-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('have the home of before in one and that of today in another, for many families', async () => {
    const { feeds } = await generate({ children: 2_000, seed: 12, out: folder })
    const text = (source: string) => readFileSync(feeds.find((feed) => feed.source === source)!.file, 'utf8')
    const [census, practices] = [text('school-census'), text('gp-links')]
    const ofBoth = movers
      .filter(({ personId }) => personId <= 'P00002000')
      .filter(({ address, moved }) => {
        return census.includes(`>${address!.postcode}<`) && practices.includes(`+${padded(moved!.from.postcode)}'`)
      })
    expect(ofBoth.length).toBeGreaterThan(30)
  })

  it('of a later delivery, of the same children, have the home of today', async () => {
    const made = { children: 2_000, seed: 12, shielded: 100 }
    const first = await generate({ ...made, out: join(folder, 'first') })
    const second = await generate({ ...made, out: join(folder, 'second'), later: 300 })
    const text = (file: string) => readFileSync(file, 'utf8')
    expect(text(second.people)).toBe(text(first.people))
    // Of a child that has moved to another authority its new one has another record.
    const links = (made: Generated) => text(made.links).replaceAll(/^authority,\d+-/gm, 'authority,')
    expect(links(second)).toBe(links(first))
    const practices = ({ feeds }: Generated) => text(feeds.find(({ source }) => source === 'gp-links')!.file)
    const of = (file: string, { moved }: SyntheticChild) => file.includes(`+${padded(moved!.from.postcode)}'`)
    const some = movers.filter(({ personId }) => personId <= 'P00002000')
    const before = some.filter((child) => of(practices(first), child)).length
    const after = some.filter((child) => of(practices(second), child)).length
    expect(before).toBeGreaterThan(50)
    expect(after).toBeLessThan(before / 10)
    expect(second.feeds.map(({ file }) => basename(file))).toContain('gp-links-2027-07-28.edi')
    expect(second.feeds.map(({ rows }) => rows)).toEqual(first.feeds.map(({ rows }) => rows))
    const unnamed = (file: string) => [...file.matchAll(/\+FO:BABY'/g)].length
    expect(unnamed(practices(second))).toBeLessThan(unnamed(practices(first)))
    await expect(generate({ ...made, out: folder, later: 1.5 })).rejects.toThrow(RangeError)
  })
})
