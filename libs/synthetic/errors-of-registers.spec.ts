import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BenefitClaims } from './benefit-claims.ts'
import { BirthEntries } from './birth-entries.ts'
import type { SyntheticChild } from './child.ts'
import { Clerk, SLIP_NAMES, type SlipName } from './clerk.ts'
import { readEngland } from './england.ts'
import {
  ERRORS_OF_REGISTERS,
  NO_ERRORS,
  USUAL_ERRORS,
  type ErrorRates,
  type RegisterError,
} from './errors-of-registers.ts'
import type { GeneratedSource } from './generated-source.ts'
import { GpLists } from './gp-lists.ts'
import { syntheticChildren } from './index.ts'
import { Newborns, type Newborn } from './newborns.ts'
import { ServiceLists } from './service-lists.ts'
import { dayAndMonth, shortForm } from './slips.ts'
import { Random } from './random.ts'

const DAY = '2026-10-01'
const SEED = 9
const POPULATION = { children: 3_000, seed: SEED }
const { places } = readEngland()
const children = [...syntheticChildren({ ...POPULATION, errors: NO_ERRORS })]
const ALL = Object.entries(ERRORS_OF_REGISTERS).flatMap(([source, errors]) =>
  Object.keys(errors).map((kind) => [source as GeneratedSource, kind] as const),
)
const isSlip = (kind: string): kind is SlipName => (SLIP_NAMES as string[]).includes(kind)

/** Nothing goes wrong but this, which always does. */
const only = (source: GeneratedSource, kind: string, rate = 1): ErrorRates => ({
  ...NO_ERRORS,
  [source]: { ...NO_ERRORS[source], [kind]: rate },
})

/** Whether a child can be written down so at all. */
const CAN: Record<SlipName, (child: SyntheticChild) => boolean> = {
  misspeltFamilyName: ({ familyName }) => familyName.length > 3,
  misspeltGivenName: ({ givenName }) => givenName.length > 3,
  shortForm: ({ givenName }) => shortForm(new Random(1), givenName) !== null,
  namesExchanged: ({ givenName, familyName }) => givenName !== familyName,
  dayAndMonth: ({ dateOfBirth }) => dayAndMonth(dateOfBirth) !== null,
  firstOfJanuary: ({ dateOfBirth }) => !dateOfBirth.endsWith('-01-01'),
  wrongSex: ({ sex }) => sex !== undefined,
}
const ITEMS: Record<SlipName, (keyof SyntheticChild)[]> = {
  misspeltFamilyName: ['familyName'],
  misspeltGivenName: ['givenName'],
  shortForm: ['givenName'],
  namesExchanged: ['givenName', 'familyName'],
  dayAndMonth: ['dateOfBirth'],
  firstOfJanuary: ['dateOfBirth'],
  wrongSex: ['sex'],
}

const born = (errors: ErrorRates): Newborn[] => {
  const newborns = new Newborns({ ...POPULATION, referenceDate: DAY, errors }, readEngland())
  return children.flatMap((child) => newborns.after(child) ?? [])
}
const claims = (errors: ErrorRates) => {
  const made = new BenefitClaims(SEED, places, errors)
  return children.flatMap((child) => {
    const claim = made.claimFor(child)
    return claim ? [{ child, claim }] : []
  })
}
const entries = (errors: ErrorRates) => {
  const made = new BirthEntries(SEED, DAY, places, errors)
  return children.flatMap((child) => {
    const entry = made.entryOf(child)
    return entry ? [{ child, entry }] : []
  })
}
const registrations = (errors: ErrorRates) => {
  const lists = new GpLists(SEED, DAY, errors)
  return children.flatMap((child) => lists.registrationOf(child) ?? [])
}
const services = (errors: ErrorRates) => {
  const lists = new ServiceLists(SEED, DAY, errors)
  return children.flatMap((child) => lists.rowsOf(child))
}
const drawn = (errors: ErrorRates) => [...syntheticChildren({ ...POPULATION, errors })]
const isCapitals = (text: string) => text === text.toUpperCase()

/** Of each error that is no slip: whether each of the rows that can have it does. */
const HAVE: Record<string, (errors: ErrorRates) => boolean[]> = {
  'school-census noUpn': (errors) => drawn(errors).map(({ upn }) => upn === undefined),
  'school-census noSex': (errors) => drawn(errors).map(({ sex }) => sex === undefined),
  'school-census noEntryDate': (errors) => drawn(errors).map((one) => one.registrations[0]!.entryDate === undefined),
  'school-census secondSchool': (errors) =>
    drawn(errors).flatMap(({ address, registrations: all }) => (address ? [all.length === 2] : [])),
  'child-benefit neverTold': (errors) =>
    claims(errors).map(({ child, claim }) => JSON.stringify(child.address) !== JSON.stringify(claim.address)),
  'child-benefit inCapitals': (errors) => claims(errors).map(({ claim }) => isCapitals(claim.familyName)),
  'child-benefit claimantAsChild': (errors) =>
    claims(errors).map(({ claim }) => claim.claimant.familyName === claim.familyName),
  'child-benefit noTelephone': (errors) => claims(errors).map(({ claim }) => claim.claimant.telephone === undefined),
  'child-benefit noMiddleNames': (errors) => claims(errors).map(({ claim }) => claim.middleNames.length === 0),
  'gp-links noNhsNumber': (errors) => registrations(errors).map(({ nhsNumber }) => nhsNumber === undefined),
  'gp-links noNameYet': (errors) => born(errors).flatMap(({ gp }) => (gp ? [gp.child.givenName === 'Baby'] : [])),
  'births neverTold': (errors) =>
    entries(errors).map(({ child, entry }) => JSON.stringify(child.address) !== JSON.stringify(entry.address)),
  'births surnameInCapitals': (errors) => entries(errors).map(({ entry }) => isCapitals(entry.surname)),
  'births noNameYet': (errors) => born(errors).flatMap(({ birth }) => (birth ? [birth.forenames.length === 0] : [])),
  'pds noNameYet': (errors) => born(errors).flatMap(({ patient }) => (patient ? [patient.given[0] === 'BABY'] : [])),
  'authority noMiddleNames': (errors) => services(errors).map(({ middleNames }) => middleNames.length === 0),
  'authority noPerson': (errors) => services(errors).map(({ personName }) => personName === null),
  'authority ended': (errors) => services(errors).map(({ endDate }) => endDate !== null),
}

describe('errors of registers', () => {
  it('have a share, of something, and a reason', () => {
    for (const [source, kind] of ALL) {
      const { rate, why } = (ERRORS_OF_REGISTERS[source] as Record<string, RegisterError>)[kind]!
      expect(rate).toBeGreaterThan(0)
      expect(rate).toBeLessThan(1)
      expect(why).toMatch(/\w.*\.$/)
    }
  })

  it('are all told of here', () => {
    expect(ALL.filter(([, kind]) => !isSlip(kind)).map((error) => error.join(' '))).toEqual(Object.keys(HAVE))
  })

  it('are nowhere but in their table: no other file has a share in it', () => {
    const tables = ['errors-of-registers.ts', 'shares-of-england.ts']
    const files = readdirSync(import.meta.dirname).filter((name) => /(?<!spec)\.ts$/.test(name))
    const literal = /(?<![\w.'])0?\.\d|chance\(\d|\b1 \/ \d/
    const code = (name: string) =>
      readFileSync(join(import.meta.dirname, name), 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(\/\*\*|\*|\/\/)/.test(line))
    const found = files
      .filter((name) => !tables.includes(name))
      .flatMap((name) => code(name).flatMap((line) => (literal.test(line) ? [`${name}: ${line.trim()}`] : [])))
    expect(found).toEqual([])
    expect(tables.every((name) => code(name).some((line) => literal.test(line)))).toBe(true)
  })

  it.each(Object.keys(HAVE))('%s is of every row that can have it where its rate is 1', (error) => {
    const [source, kind] = error.split(' ') as [GeneratedSource, string]
    const have = HAVE[error]!(only(source, kind))
    expect(have.length).toBeGreaterThan(10)
    expect(have.filter((one) => !one)).toEqual([])
    // And of nearly none, those who are so in truth, where it is 0.
    const without = HAVE[error]!(NO_ERRORS)
    expect(without.filter((one) => one).length / without.length).toBeLessThan(0.8)
  })
})

describe('slips', () => {
  const slips = ALL.filter(([, kind]) => isSlip(kind)) as (readonly [GeneratedSource, SlipName])[]

  it.each(slips)(
    'of %s: %s is of every child that can have it where its rate is 1, and of nothing else',
    (source, kind) => {
      const clerk = new Clerk(source, SEED, only(source, kind))
      for (const child of children.slice(0, 500)) {
        const written = clerk.written(child)
        const otherwise = (Object.keys(child) as (keyof SyntheticChild)[]).filter(
          (item) => written[item] !== child[item],
        )
        expect(otherwise.toSorted()).toEqual(CAN[kind](child) || otherwise.length > 0 ? ITEMS[kind].toSorted() : [])
      }
    },
  )

  it('are none where the rates are 0, nor in the census', () => {
    const sources = Object.keys(ERRORS_OF_REGISTERS) as GeneratedSource[]
    for (const source of sources) {
      const clerk = new Clerk(source, SEED, NO_ERRORS)
      for (const child of children.slice(0, 200)) expect(clerk.written(child)).toBe(child)
    }
    const census = new Clerk('school-census', SEED, USUAL_ERRORS)
    for (const child of children) expect(census.written(child)).toBe(child)
  })

  it('are as frequent as the table says', () => {
    for (const source of ['child-benefit', 'gp-links', 'pds', 'authority'] as const) {
      const clerk = new Clerk(source, SEED, USUAL_ERRORS)
      const many = Array.from({ length: 10 }, () => children).flat()
      const written = many.map((child) => ({ child, written: clerk.written(child) }))
      const share = (item: keyof SyntheticChild) =>
        written.filter((one) => one.written[item] !== one.child[item]).length / many.length
      const rates = USUAL_ERRORS[source]
      const family = rates.misspeltFamilyName + rates.namesExchanged
      expect(share('familyName')).toBeGreaterThan(family * 0.7)
      expect(share('familyName')).toBeLessThan(family * 1.3)
      // Not every name has a short form, nor every date another with its day and month exchanged.
      expect(share('givenName')).toBeGreaterThan(rates.misspeltGivenName * 0.7)
      expect(share('givenName')).toBeLessThan((rates.misspeltGivenName + rates.shortForm + rates.namesExchanged) * 1.3)
      expect(share('dateOfBirth')).toBeGreaterThan(rates.firstOfJanuary * 0.5)
      expect(share('dateOfBirth')).toBeLessThan((rates.firstOfJanuary + rates.dayAndMonth) * 1.3)
    }
  })
})
