import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { nameKey } from './distinct-people.ts'
import { LAGS } from './errors-of-registers.ts'
import { readRows } from './reference.ts'
import { isUpn } from '@contactpoint/matching'
import { generate, syntheticChildren } from './index.ts'
import { SHARES } from './shares-of-england.ts'
import type { Generated, SyntheticChild } from './index.ts'

const NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{Zs}.'’-]{0,99}$/u
const RELATIONSHIPS = ['mother', 'father', 'parent', 'step-parent', 'grandparent', 'foster-carer', 'guardian', 'other']

const folder = mkdtempSync(join(tmpdir(), 'synthetic-'))
afterAll(() => rmSync(folder, { recursive: true }))

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const digests = ({ feeds, people, links }: Generated) => [...feeds.map(({ file }) => file), people, links].map(digest)
const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

function groupBy<T, Key>(all: Iterable<T>, keyOf: (one: T) => Key): Map<Key, T[]> {
  return Map.groupBy(all, keyOf)
}

const children = [...syntheticChildren({ children: 8000, seed: 20 })]
const share = (those: (child: SyntheticChild) => boolean) => children.filter(those).length / children.length

describe('a synthetic England', () => {
  it('is the same, byte for byte, for the same seed', async () => {
    const one = await generate({ children: 700, seed: 7, out: join(folder, 'one') })
    const two = await generate({ children: 700, seed: 7, out: join(folder, 'two') })
    expect(digests(two)).toEqual(digests(one))
  })

  it('is another one for another seed', async () => {
    const three = await generate({ children: 700, seed: 7, out: join(folder, 'three') })
    const four = await generate({ children: 700, seed: 8, out: join(folder, 'four') })
    digests(four).forEach((hash, i) => expect(hash).not.toBe(digests(three)[i]))
  })

  it('begins with the same children however many are asked for', () => {
    expect([...syntheticChildren({ children: 50, seed: 20 })]).toEqual(children.slice(0, 50))
  })

  it.each([
    ['no children', { children: 0 }],
    ['half a child', { children: 1.5 }],
    ['a broken seed', { seed: 0.5 }],
    ['more duplicates than children', { duplicates: 2 }],
    ['a day that does not exist', { referenceDate: '2026-02-30' }],
    ['a day that is not a date', { referenceDate: 'tomorrow' }],
  ])('cannot be made with %s', (_, wrong) => {
    expect(() => syntheticChildren({ children: 10, seed: 1, ...wrong }).next()).toThrow(RangeError)
  })
})

describe('a synthetic child', () => {
  it('is at least 4 on census day and under 18 at the end of the year', () => {
    const born = children.map(({ dateOfBirth }) => dateOfBirth)
    expect(born.filter((date) => date < '2009-01-01' || date > '2022-08-31')).toEqual([])
    const years = groupBy(born, (date) => date.slice(0, 4))
    expect(years.size).toBe(14)
    for (const those of years.values()) expect(those.length).toBeGreaterThan(children.length / 30)
  })

  it('is of school age on another census day too', () => {
    const others = [...syntheticChildren({ children: 500, seed: 1, referenceDate: '2025-01-16' })]
    const born = others.map(({ dateOfBirth }) => dateOfBirth)
    expect(born.filter((date) => date < '2008-01-01' || date > '2020-08-31')).toEqual([])
  })

  it('has a pupil number of its own, with the right check letter, or none', () => {
    const upns = children.flatMap(({ upn }) => upn ?? [])
    expect(upns.filter((upn) => !isUpn(upn))).toEqual([])
    expect(new Set(upns).size).toBe(upns.length)
    expect(share(({ upn }) => upn === undefined)).toBeLessThan(0.02)
    expect(upns.length).toBeLessThan(children.length)
  })

  it('shares name, date of birth and postcode with nobody', () => {
    const crowd = [...syntheticChildren({ children: 30_000, seed: 3 })]
    const keys = crowd.map((child) =>
      [nameKey(child.givenName), nameKey(child.familyName), child.dateOfBirth, child.address?.postcode].join('|'),
    )
    expect(new Set(keys).size).toBe(crowd.length)
  })

  it('and its carers have names that a record can hold', () => {
    const names = children.flatMap((child) => [
      ...[child.givenName, ...child.middleNames, child.familyName, child.formerSurname ?? child.familyName],
      ...child.carers.flatMap(({ givenName, familyName }) => [givenName, familyName]),
    ])
    expect(names.filter((name) => !NAME.test(name) || name !== name.normalize('NFC'))).toEqual([])
    expect(children.filter((child) => child.formerSurname === child.familyName)).toEqual([])
  })

  it('has one or two carers, in a relationship we know, with a mobile number or none; only in a children’s home perhaps nobody', () => {
    const hasNone = ({ carers, dwelling }: SyntheticChild) => carers.length < 1 && dwelling !== 'childrens-home'
    expect(children.filter((child) => hasNone(child) || child.carers.length > 2)).toEqual([])
    const carers = children.flatMap((child) => child.carers)
    expect(new Set(carers.map(({ relationship }) => relationship))).toEqual(new Set(RELATIONSHIPS))
    expect(carers.filter(({ telephone = '07700900000' }) => !/^077009\d{5}$/.test(telephone))).toEqual([])
    expect(carers.some(({ telephone }) => telephone === undefined)).toBe(true)
  })

  it('goes to a school of the right phase, nearly always in the postcode area of the home', () => {
    const schools = new Map(readRows('schools.csv.gz').map(([urn, , phase, , outcode]) => [urn!, { phase, outcode }]))
    const area = (postcode: string) => /^[A-Z]+/.exec(postcode)![0]
    const tooYoungOrOld = children.filter(({ dateOfBirth, registrations }) => {
      const { phase } = schools.get(registrations[0]!.schoolUrn)!
      return phase === (dateOfBirth > '2015-08-31' ? 'secondary' : 'primary')
    })
    expect(tooYoungOrOld).toEqual([])
    const near = ({ address, registrations }: SyntheticChild) =>
      !address || area(address.postcode) === area(schools.get(registrations[0]!.schoolUrn)!.outcode!)
    expect(share(near)).toBeGreaterThan(0.95)
  })

  it('has a name as varied as real ones are', () => {
    const surnames = children.map(({ familyName }) => familyName)
    expect(surnames.some((name) => name.includes("'"))).toBe(true)
    expect(surnames.some((name) => name.includes('-'))).toBe(true)
    expect(children.some(({ givenName }) => /[À-ž]/.test(givenName))).toBe(true)
    expect(share(({ formerSurname }) => formerSurname !== undefined)).toBeCloseTo(0.03, 1)
    expect(share(({ middleNames }) => middleNames.length > 0)).toBeGreaterThan(0.5)
  })
})

describe('the feed and the truth', () => {
  let generated: Generated
  let feed: string
  const progress: number[] = []

  beforeAll(async () => {
    const onProgress = (done: number) => progress.push(done)
    generated = await generate({ children: 4500, seed: 5, out: join(folder, 'truth'), duplicates: 0.02, onProgress })
    feed = readFileSync(generated.feeds[0]!.file, 'utf8')
  })

  const inFeed = (tag: string) => [...feed.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map((hit) => hit[1]!)

  const peopleAtSchool = () => rowsOf(generated.people).filter(([, , , , , , schoolUrn]) => schoolUrn !== '')

  it('link every row of the feed to a person, and nothing else', () => {
    const links = rowsOf(generated.links).filter(([source]) => source === 'school-census')
    const people = new Set(peopleAtSchool().map(([personId]) => personId))
    expect(links.map(([, recordId]) => recordId)).toEqual(inFeed('PupilMatchingRef'))
    expect(new Set(links.map(([, recordId]) => recordId)).size).toBe(links.length)
    expect(new Set(links.map(([, , personId]) => personId))).toEqual(people)
    expect(people.size).toBe(4500)
    expect(generated.feeds[0]!.rows).toBe(links.length)
  })

  it('have a second row, at another school, for some children only', () => {
    const pupils = feed.split('</Pupil>').slice(0, -1)
    const owner = new Map(rowsOf(generated.links).map(([, recordId, personId]) => [recordId, personId]))
    const rows = groupBy(pupils, (pupil) => owner.get(/SC\d{10}/.exec(pupil)![0]))
    const twice = [...rows.values()].filter((pair) => pair.length > 1)
    expect(twice.length / rows.size).toBeCloseTo(0.02, 1)
    for (const [first, second] of twice) {
      const person = (row: string) =>
        row.slice(row.indexOf('<PupilM')).replace(/<(PupilMatchingRef|EntryDate|URN)>.*\n\s*/g, '')
      expect(person(second!)).toBe(person(first!))
      expect(/<URN>.*/.exec(second!)![0]).not.toBe(/<URN>.*/.exec(first!)![0])
    }
  })

  it('agree on name, date of birth and gender, and on postcode and school but for who has moved within weeks', () => {
    const pupils = new Map(feed.split('<Pupil>').map((pupil) => [/SC\d{10}/.exec(pupil)?.[0], pupil]))
    const first = new Map(
      rowsOf(generated.links)
        .filter(([source]) => source === 'school-census')
        .reverse()
        .map(([, recordId, personId]) => [personId, recordId]),
    )
    const sexes: Record<string, string> = { female: 'F', male: 'M', unspecified: 'U' }
    const people = peopleAtSchool().map(([personId, given, family, born, gender, postcode, urn]) => {
      const pupil = pupils.get(first.get(personId))!
      const lines = [`<Forename>${given}<`, `<Surname>${family}<`, `<DOB>${born}<`, `<Sex>${sexes[gender!]}<`]
      const isAtHome = (/<Postcode>(.*)</.exec(pupil)?.[1] ?? '') === postcode && pupil.includes(`<URN>${urn}<`)
      return { isRight: lines.every((line) => pupil.includes(line)), isAtHome }
    })
    expect(people.filter(({ isRight }) => !isRight)).toEqual([])
    const elsewhere = people.filter(({ isAtHome }) => !isAtHome).length / people.length
    expect(elsewhere).toBeGreaterThan(0)
    expect(elsewhere).toBeLessThan((SHARES.movedInYear * LAGS['school-census'].moves!) / 365)
  })

  it('are well-formed XML, one element a line, under a name that says what it is', () => {
    expect(generated.feeds[0]!.file).toMatch(/school-census-2026-aut\.xml$/)
    expect(feed.split('\n').slice(0, 6).join('\n')).toMatchInlineSnapshot(`
"<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>SchoolCensus</Collection><Year>2026</Year><Term>AUT</Term><ReferenceDate>2026-10-01</ReferenceDate></CollectionDetails>
    <Source><SoftwareCode>ContactPoint Synthetic</SoftwareCode><Release>1.0</Release><SerialNo>001</SerialNo><DateTime>2026-10-01T09:00:00</DateTime></Source>
  </Header>"
`)
    expect(feed).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/)
    const open: string[] = []
    const misplaced: string[] = []
    for (const [, closing, tag] of feed.matchAll(/<(\/?)(\w+)>/g)) {
      if (!closing) open.push(tag!)
      else if (open.pop() !== tag) misplaced.push(tag!)
    }
    expect([...open, ...misplaced]).toEqual([])
  })

  it('tell their progress, ending with the last child', () => {
    expect(progress).toEqual([1000, 2000, 3000, 4000, 4500])
  })
})
