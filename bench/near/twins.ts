import type { MatchRecord, NearRecord } from '@contactpoint/matching'
import { givenNameVariants } from '@contactpoint/matching'
import type { SyntheticChild } from '../../libs/synthetic/child.ts'
import { makeUpn } from '../../libs/synthetic/upn.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { typo } from '../../libs/synthetic/slips.ts'
import { misheard } from '../linkage/england-errors.ts'

/** A synthetic child as linking would know it. */
export function asRecord(child: SyntheticChild): NearRecord {
  const { givenName, middleNames, familyName, formerSurname, dateOfBirth, sex, address, upn, carers } = child
  return {
    name: { given: [givenName, ...middleNames], family: familyName },
    formerFamilyNames: formerSurname ? [formerSurname] : [],
    dateOfBirth,
    gender: sex ?? 'unknown',
    address: address?.postcode ? { postcode: address.postcode } : null,
    identifiers: upn ? [{ scheme: 'upn', value: upn }] : [],
    carers: carers.map((carer) => ({
      name: { given: [carer.givenName], family: carer.familyName },
      phone: carer.telephone ?? null,
    })),
  }
}

/** A slip of the pen in each name of so many, as registers have them. */
const SLIPS = 0.03

/** The child as a register may have it that knows nothing of any shield. */
export function asEntered(child: NearRecord, random: Random): NearRecord {
  const { given, family } = child.name
  const [first, ...middle] = given as [string, ...string[]]
  const entered = (name: string): string => (random.chance(SLIPS) ? typo(random, name) : name)
  return { ...child, name: { given: [entered(first), ...middle], family: entered(family) } }
}

/** What the feeds of 2009 did to a record on its way, by item. */
export const FAMILY_CHANGES = ['same', 'one slip', 'two slips', 'misheard', 'doubled', 'renamed'] as const
export const GIVEN_CHANGES = ['same', 'no middle names', 'short form', 'one slip', 'two slips', 'another'] as const
export const DATE_CHANGES = [
  'same',
  'a day',
  'a week',
  'a month',
  'another month',
  'a year',
  '1 January',
  'swapped',
  'one digit',
] as const

export interface Change {
  family: (typeof FAMILY_CHANGES)[number]
  given: (typeof GIVEN_CHANGES)[number]
  date: (typeof DATE_CHANGES)[number]
  moved: boolean
  /** The carers are others, or have married. */
  carers: 'same' | 'renamed' | 'others'
  number: 'same' | 'none' | 'new'
}

/** Another row about a child. @param stranger whose home, carers and surname it takes where they change */
export function twinOf(original: NearRecord, how: Change, stranger: NearRecord, random: Random): NearRecord {
  return {
    ...original,
    name: { given: givenOf(original, how, random), family: familyOf(original, how, stranger, random) },
    formerFamilyNames: [],
    dateOfBirth: dateOf(original.dateOfBirth, how, random),
    address: how.moved ? stranger.address : original.address,
    carers: carersOf(original, how, stranger),
    identifiers:
      how.number === 'same'
        ? original.identifiers
        : how.number === 'none'
          ? []
          : [{ scheme: 'upn', value: makeUpn('3834002', 2019, random.below(999)) }],
  }
}

function familyOf({ name }: MatchRecord, { family }: Change, stranger: MatchRecord, random: Random): string {
  if (family === 'one slip') return typo(random, name.family)
  if (family === 'two slips') return typo(random, typo(random, name.family))
  if (family === 'misheard') return misheard(random, name.family)
  if (family === 'doubled') return `${name.family}-${stranger.name.family}`
  return family === 'renamed' ? stranger.name.family : name.family
}

function givenOf({ name }: MatchRecord, { given }: Change, random: Random): string[] {
  const [first, ...middle] = name.given as [string, ...string[]]
  if (given === 'no middle names') return [first]
  if (given === 'one slip') return [typo(random, first), ...middle]
  if (given === 'two slips') return [typo(random, typo(random, first)), ...middle]
  if (given === 'another') return ['Bartholomew']
  if (given === 'short form') return [random.pick([...givenNameVariants(first)]), ...middle]
  return [first, ...middle]
}

function carersOf({ carers }: MatchRecord, how: Change, stranger: MatchRecord): MatchRecord['carers'] {
  if (how.carers === 'same') return carers
  if (how.carers === 'others') return stranger.carers
  return carers.map(({ name, phone }) => ({ name: { ...name, family: stranger.name.family }, phone }))
}

const DAY = 86_400_000

function dateOf(date: string, { date: how }: Change, random: Random): string {
  const sign = random.chance(0.5) ? 1 : -1
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const after = (days: number): string => new Date(Date.parse(date) + sign * days * DAY).toISOString().slice(0, 10)
  if (how === 'a day') return after(1)
  if (how === 'a week') return after(random.between(2, 7))
  if (how === 'a month') return asDay(year, month + sign, day)
  if (how === 'another month') return asDay(year, random.between(1, 12), day)
  if (how === 'a year') return asDay(year + sign, month, day)
  if (how === '1 January') return asDay(year, 1, 1)
  if (how === 'swapped') return day <= 12 ? asDay(year, day, month) : date
  if (how === 'one digit') return asDay(year, month, day > 10 ? day - 10 : day + 10)
  return date
}

/** Months before January and after December are of the years beside; a day after the last is the last. */
function asDay(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(day, last))).toISOString().slice(0, 10)
}
