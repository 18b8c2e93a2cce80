import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { areVariants, isNhsNumber, isUpn } from '@contactpoint/matching'
import { readEngland } from './england.ts'
import { nameKey } from './distinct-people.ts'
import { ANOTHER_CHANGE, TWIN_CHANGES } from './errors-of-registers.ts'
import { generate, syntheticChildren, type Generated, type SyntheticChild } from './index.ts'
import { readRecords } from './reference.ts'
import { TwinChanges, TWIN_SOURCES, type ChangeName } from './twin-changes.ts'

const folder = mkdtempSync(join(tmpdir(), 'synthetic-'))
afterAll(() => rmSync(folder, { recursive: true }))

const POPULATION = { children: 3_000, seed: 4 }
const SHIELDED = 400
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const text = (file: string) => readFileSync(file, 'utf8')

describe('an England with shielded children', () => {
  let plain: Generated
  let generated: Generated
  const people = new Map([...syntheticChildren(POPULATION)].map((child) => [child.personId, child]))
  beforeAll(async () => {
    plain = await generate({ ...POPULATION, out: join(folder, 'plain') })
    generated = await generate({ ...POPULATION, shielded: SHIELDED, out: join(folder, 'shielded') })
  })
  const twins = () => generated.twins!
  const links = () => readRecords(generated.links)
  const shielded = () => readRecords(twins().shielded)
  const linesOf = (all: Record<string, string>[]) => all.map((line) => Object.values(line).join())
  /** Lines of links.csv that are not there without shielded children. */
  const added = () => {
    const ordinary = new Set(linesOf(readRecords(plain.links)))
    return links().filter((line) => !ordinary.has(Object.values(line).join()))
  }

  it('has the same feeds and people as without, and the same truth of their rows', () => {
    const of = ({ feeds, people: file }: Generated) => [...feeds.map((feed) => feed.file), file].map(digest)
    expect(of(generated)).toEqual(of(plain))
    const ours = new Set(linesOf(added()))
    expect(linesOf(links()).filter((line) => !ours.has(line))).toEqual(linesOf(readRecords(plain.links)))
  })

  it('has no other files without them', () => {
    expect(plain.twins).toBeUndefined()
    expect(readdirSync(join(folder, 'plain')).filter((name) => /twins|shielded/.test(name))).toEqual([])
  })

  it('is the same, byte for byte, for the same seed', async () => {
    const again = await generate({ ...POPULATION, shielded: SHIELDED, out: join(folder, 'again') })
    const of = ({ twins: made, links: file }: Generated) =>
      [...made!.feeds.map((feed) => feed.file), made!.shielded, file].map(digest)
    expect(of(again)).toEqual(of(generated))
  })

  it('names every ordinary row of so many children, evenly spread', () => {
    const ids = [...new Set(shielded().map(({ personId }) => personId!))]
    expect(ids).toHaveLength(SHIELDED)
    for (const [n, id] of ids.toSorted().entries())
      expect(Math.abs(Number(id.slice(1)) - ((n + 1) * POPULATION.children) / SHIELDED)).toBeLessThan(1)
    const theirs = readRecords(plain.links).filter(({ personId }) => ids.includes(personId!))
    const lines = theirs.map(({ source, recordId, personId }) => [personId, source, recordId].join())
    expect(linesOf(shielded())).toEqual(lines)
  })

  it('has one row more of a shielded child in each feed that says who it is and has one, and of nobody else', () => {
    const expected = new Set(
      shielded()
        .filter(({ source }) => (TWIN_SOURCES as readonly string[]).includes(source!))
        .map(({ source, personId }) => `${source},${personId}`),
    )
    const found = added().map(({ source, personId }) => `${source},${personId}`)
    expect(found.toSorted()).toEqual([...expected].toSorted())
    const counted = TWIN_SOURCES.map((source) => added().filter((link) => link.source === source).length)
    expect(twins().feeds.map(({ rows }) => rows)).toEqual(counted)
    expect(Math.min(...counted)).toBeGreaterThan(10)
  })

  it('has a record id of its own for each row, and files that say what they are', () => {
    const ids = links().map(({ source, recordId }) => `${source},${recordId}`)
    expect(new Set(ids).size).toBe(ids.length)
    expect(twins().feeds.map(({ file }) => basename(file))).toEqual([
      'school-census-2026-aut-twins.xml',
      'child-benefit-2026-09-03-twins.csv',
      'gp-links-2026-10-01-twins.edi',
      'births-2026-10-01-twins.jsonl',
      'pds-2026-10-01-twins.jsonl',
    ])
  })

  it('gives no twin the number of another child', () => {
    const census = text(twins().feeds[0]!.file).split('</Pupil>').slice(0, -1)
    const owner = new Map(links().map(({ source, recordId, personId }) => [`${source},${recordId}`, personId!]))
    const holder = new Map([...people.values()].map(({ upn, personId }) => [upn, personId]))
    const numbers = census.flatMap((row) => /<UPN>(.*)</.exec(row)?.[1] ?? [])
    expect(numbers.filter((upn) => !isUpn(upn))).toEqual([])
    const stolen = census.filter((row) => {
      const personId = owner.get(`school-census,${/ST\d{10}/.exec(row)![0]}`)!
      return (holder.get(/<UPN>(.*)</.exec(row)?.[1]) ?? personId) !== personId && row.includes('<UPN>')
    })
    expect(stolen).toEqual([])
    const holders = Map.groupBy(
      links().filter(({ recordId }) => isNhsNumber(recordId!.slice(0, 10))),
      ({ recordId }) => recordId!.slice(0, 10),
    )
    expect([...holders.values()].filter((all) => new Set(all.map(({ personId }) => personId)).size > 1)).toEqual([])
  })

  it('cannot have more shielded children than children', async () => {
    for (const wrong of [-1, 1.5, 11])
      await expect(generate({ children: 10, seed: 1, shielded: wrong, out: join(folder, 'x') })).rejects.toThrow(
        RangeError,
      )
    await expect(generate({ children: 10, seed: 1, shielded: 10, out: join(folder, 'x') })).resolves.toBeDefined()
  })
})

describe('what is otherwise in the row of a twin', () => {
  const children = [...syntheticChildren({ children: 8_000, seed: 20 })]
  const changes = new TwinChanges(20, readEngland())
  const drawn = children.map((child) => ({
    child,
    ...changes.drawFor(child, 'school-census', child.upn !== undefined),
  }))
  const those = (name: ChangeName) => drawn.filter(({ names }) => names.includes(name))
  const isChanged = ({ child, changed }: (typeof drawn)[number]) =>
    Object.entries(changed).some(([item, value]) => child[item as keyof SyntheticChild] !== value)

  it('is something, always, and each item once', () => {
    expect(drawn.filter(({ names, ...one }) => names.length === 0 || !isChanged({ names, ...one }))).toEqual([])
    const items = (names: ChangeName[]) => names.map((name) => TWIN_CHANGES[name].item)
    expect(drawn.filter(({ names }) => new Set(items(names)).size < names.length)).toEqual([])
  })

  it('is drawn as often as the table says, first of all, where the child has what is changed', () => {
    const weights = Object.values(TWIN_CHANGES).reduce((sum, { weight }) => sum + weight, 0)
    for (const name of ['misspeltFamilyName', 'renamed', 'moved', 'renumbered', 'unnumbered', 'dayBeside'] as const) {
      const first = drawn.filter(({ names }) => names[0] === name).length / drawn.length
      // A little more than its share: it takes the place of what cannot be drawn for a child.
      expect(first).toBeGreaterThan((TWIN_CHANGES[name].weight / weights) * 0.9)
      expect(first).toBeLessThan((TWIN_CHANGES[name].weight / weights) * 1.3)
    }
    for (const name of Object.keys(TWIN_CHANGES) as ChangeName[]) expect(those(name).length).toBeGreaterThan(100)
    const several = drawn.filter(({ names }) => names.length > 1).length / drawn.length
    expect(several).toBeGreaterThan(ANOTHER_CHANGE * 0.8)
    expect(several).toBeLessThan(ANOTHER_CHANGE * 1.1)
  })

  it('is another name when misspelt, renamed or short, however it is written', () => {
    for (const { child, changed } of drawn) {
      if (changed.familyName) expect(nameKey(changed.familyName)).not.toBe(nameKey(child.familyName))
      if (changed.givenName) expect(changed.givenName).not.toBe(child.givenName)
    }
    for (const { child, changed } of those('renamedWithFormer')) expect(changed.formerSurname).toBe(child.familyName)
    for (const { changed } of those('renamed')) expect(changed).toHaveProperty('formerSurname', undefined)
    for (const { child, changed } of those('shortForm')) {
      expect(changed.givenName!.length).toBeLessThan(child.givenName.length)
      expect(areVariants(nameKey(changed.givenName!), nameKey(child.givenName))).toBe(true)
    }
  })

  it('is another postcode for those who moved, and a birth date a day beside or with day and month exchanged', () => {
    for (const { child, changed } of those('moved')) expect(changed.address!.postcode).not.toBe(child.address!.postcode)
    const days = ({ child, changed }: (typeof drawn)[number]) =>
      Math.abs(Date.parse(changed.dateOfBirth!) - Date.parse(child.dateOfBirth)) / 86_400_000
    expect(those('dayBeside').filter((one) => days(one) !== 1)).toEqual([])
    const sorted = (date: string) => [date.slice(0, 4), ...date.slice(5).split('-').toSorted()].join()
    for (const { child, changed } of those('dayAndMonth')) {
      expect(changed.dateOfBirth).not.toBe(child.dateOfBirth)
      expect(sorted(changed.dateOfBirth!)).toBe(sorted(child.dateOfBirth))
    }
  })

  it('is nothing for which the format has no place', () => {
    for (const source of ['child-benefit', 'births', 'pds'] as const) {
      const names = new Set(children.slice(0, 2_000).flatMap((child) => changes.drawFor(child, source, false).names))
      expect([...names].filter((name) => TWIN_CHANGES[name].item === 'number')).toEqual([])
      expect(names.has('renamedWithFormer')).toBe(source === 'pds')
    }
  })
})
