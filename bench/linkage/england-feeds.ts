import { join } from 'node:path'
import type { Address, SyntheticChild } from '../../libs/synthetic/index.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { readRecords } from '../../libs/synthetic/reference.ts'
import { typo } from '../../libs/synthetic/slips.ts'
import { addressAsWritten, asOldSystem, misdated, misheard, phoneAsWritten, wrongDigit } from './england-errors.ts'

/** How one office keeps its list. Shares are from 0 to 1, a row; how often a child is in it is of children. */
export interface Feed {
  readonly name: string
  readonly coverage: number
  /** Times the error rates below. */
  readonly carelessness: number
  readonly middle: number
  readonly upn: number
  readonly phone: number
  /** Households whose address here is another one: they moved, and only one of two offices knows. */
  readonly moved: number
  readonly capitals: boolean
  /** Rows made at birth, before there was a name. */
  readonly unnamed: number
}

const COMMON = { middle: 0.75, phone: 0.8, capitals: false, unnamed: 0 }
export const FEEDS: readonly Feed[] = [
  { ...COMMON, name: 'school', coverage: 1, carelessness: 0.6, upn: 0.98, moved: 0 },
  { ...COMMON, name: 'health', coverage: 0.4, carelessness: 1, upn: 0, moved: 0.12, capitals: true, unnamed: 0.015 },
  { ...COMMON, name: 'care', coverage: 0.12, carelessness: 2, middle: 0.3, upn: 0.3, phone: 0.6, moved: 0.2 },
]

/** Children who are twice in one feed: on the rolls of two schools, registered again after a move. */
export const TWICE = 0.01

export const COLUMNS = [
  'given_name',
  'middle_names',
  'family_name',
  'date_of_birth',
  'gender',
  'postcode',
  'address',
  'phone',
  'upn',
] as const

export type ChildRow = Record<(typeof COLUMNS)[number], string>

/** What is the same for all children of a household in one feed, so that errors do not tell siblings apart. */
interface HomeInFeed {
  readonly address: Address | undefined
  readonly carer: number
  readonly addressText: string
}

const RATES = {
  nickname: 0.04,
  typo: 0.018,
  misheard: 0.015,
  initial: 0.006,
  calledByMiddle: 0.015,
  swappedNames: 0.005,
  familyTypo: 0.015,
  familyMisheard: 0.014,
  partDropped: 0.2,
  formerName: 0.5,
  carersName: 0.015,
  misdated: 0.018,
  noDate: 0.004,
  noGender: 0.03,
  wrongGender: 0.004,
  noPostcode: 0.02,
  postcodeTypo: 0.012,
  noAddress: 0.02,
  newPhone: 0.1,
  upnTypo: 0.006,
}

/** Writes children down as offices do. One for each population: it remembers where households live in each feed. */
export class Clerk {
  readonly #random: Random
  readonly #otherHomes: () => Address | undefined
  readonly #homes = new Map<string, HomeInFeed>()

  /** @param otherHomes where somebody else lives, for households that moved */
  constructor(random: Random, otherHomes: () => Address | undefined) {
    this.#random = random
    this.#otherHomes = otherHomes
  }

  row(child: SyntheticChild, feed: Feed): ChildRow {
    const home = this.#home(child, feed)
    const names = this.#names(child, feed)
    const written = {
      given_name: feed.capitals ? asOldSystem(names.given) : names.given,
      middle_names: feed.capitals ? asOldSystem(names.middle) : names.middle,
      family_name: feed.capitals ? asOldSystem(names.family) : names.family,
    }
    return {
      ...written,
      date_of_birth: this.#date(child.dateOfBirth, feed),
      gender: this.#gender(child.sex, feed),
      postcode: this.#postcode(home.address?.postcode ?? '', feed),
      address: this.#is(RATES.noAddress, feed) ? '' : home.addressText,
      phone: this.#phone(child, home, feed),
      upn: this.#upn(child, feed),
    }
  }

  /** True as often as this kind of error occurs in such a feed. */
  #is(rate: number, feed: Feed): boolean {
    return this.#random.chance(Math.min(1, rate * feed.carelessness))
  }

  #home({ householdId, address, carers }: SyntheticChild, { name, moved }: Feed): HomeInFeed {
    const key = `${householdId} ${name}`
    const known = this.#homes.get(key)
    if (known) return known
    const here = this.#random.chance(moved) ? this.#otherHomes() : address
    const addressText = here ? addressAsWritten(this.#random, here.lines) : ''
    const home = { address: here, carer: this.#random.below(carers.length), addressText }
    this.#homes.set(key, home)
    return home
  }

  #names(child: SyntheticChild, feed: Feed): { given: string; middle: string; family: string } {
    const random = this.#random
    const family = this.#family(child, feed)
    if (random.chance(feed.unnamed)) return { given: unnamed(random, child), middle: '', family }
    const [firstMiddle, ...moreMiddle] = child.middleNames
    const middle = this.#middle(child.middleNames, feed)
    if (firstMiddle && this.#is(RATES.calledByMiddle, feed))
      return { given: firstMiddle, middle: middle && [child.givenName, ...moreMiddle].join(' '), family }
    const given = this.#given(child.givenName, feed)
    return this.#is(RATES.swappedNames, feed) ? { given: family, middle, family: given } : { given, middle, family }
  }

  #given(name: string, feed: Feed): string {
    if (this.#is(RATES.nickname, feed)) return variantOf(this.#random, name)
    if (this.#is(RATES.typo, feed)) return typo(this.#random, name)
    if (this.#is(RATES.misheard, feed)) return misheard(this.#random, name)
    return this.#is(RATES.initial, feed) ? name[0]! : name
  }

  #middle(names: readonly string[], { middle }: Feed): string {
    if (!this.#random.chance(middle)) return ''
    return this.#random.chance(0.15) ? names.map((name) => name[0]).join(' ') : names.join(' ')
  }

  #family(child: SyntheticChild, feed: Feed): string {
    const random = this.#random
    const parts = child.familyName.split(/[- ]/)
    const [first, last] = [parts[0]!, parts.at(-1)!]
    if (child.formerSurname && feed.name !== 'school' && random.chance(RATES.formerName)) return child.formerSurname
    if (parts.length === 2 && this.#is(RATES.partDropped, feed)) return random.chance(0.5) ? first : last
    // Nobody is written down for some who live in children's homes.
    if (this.#is(RATES.carersName, feed) && child.carers.length > 0) return random.pick(child.carers).familyName
    if (this.#is(RATES.familyTypo, feed)) return typo(random, child.familyName)
    return this.#is(RATES.familyMisheard, feed) ? misheard(random, child.familyName) : child.familyName
  }

  #date(date: string, feed: Feed): string {
    if (this.#is(RATES.noDate, feed)) return ''
    return this.#is(RATES.misdated, feed) ? misdated(this.#random, date) : date
  }

  #gender(sex: 'F' | 'M' | undefined, feed: Feed): string {
    if (!sex || this.#is(RATES.noGender, feed)) return ''
    return this.#is(RATES.wrongGender, feed) ? (sex === 'F' ? 'M' : 'F') : sex
  }

  #postcode(postcode: string, feed: Feed): string {
    if (this.#is(RATES.noPostcode, feed)) return ''
    const written = this.#is(RATES.postcodeTypo, feed) ? wrongDigit(this.#random, postcode) : postcode
    return feed.capitals ? written.replace(' ', '') : written
  }

  #phone({ carers }: SyntheticChild, { carer }: HomeInFeed, feed: Feed): string {
    const number = carers[carer]?.telephone
    if (!number || !this.#random.chance(feed.phone)) return ''
    return phoneAsWritten(this.#random, this.#is(RATES.newPhone, feed) ? newNumber(this.#random) : number)
  }

  #upn({ upn }: SyntheticChild, feed: Feed): string {
    if (!upn || !this.#random.chance(feed.upn)) return ''
    return this.#is(RATES.upnTypo, feed) ? wrongDigit(this.#random, upn) : upn
  }
}

function unnamed(random: Random, { sex }: SyntheticChild): string {
  return random.pick(['Baby', 'Baby', sex === 'F' ? 'Baby Girl' : 'Baby Boy', 'Infant', 'Unknown'])
}

function newNumber(random: Random): string {
  return `077009${String(random.below(100_000)).padStart(5, '0')}`
}

let variants: Map<string, string[]> | undefined

/** A name that may stand for this one (libs/matching/reference), or the name where there is none. */
export function variantOf(random: Random, name: string): string {
  variants ??= readVariants()
  const others = variants.get(name.toLowerCase())
  if (!others) return name
  const other = random.pick(others)
  return other[0]!.toUpperCase() + other.slice(1)
}

function readVariants(): Map<string, string[]> {
  const folder = join(import.meta.dirname, '..', '..', 'libs', 'matching', 'reference')
  const found = new Map<string, string[]>()
  for (const { name_a: a, name_b: b } of readRecords(join(folder, 'given-name-variants.csv'))) {
    found.set(a!, [...(found.get(a!) ?? []), b!])
    found.set(b!, [...(found.get(b!) ?? []), a!])
  }
  return found
}
