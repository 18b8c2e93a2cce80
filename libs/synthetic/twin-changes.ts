import { givenNameVariants } from '@contactpoint/matching'
import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './children.ts'
import { nameKey } from './distinct-people.ts'
import { surnameFor, type Names } from './names.ts'
import type { Address, Places } from './places.ts'
import { hashText, Random, Weighted } from './random.ts'
import { typo } from './slips.ts'

/** Feeds that say who somebody is, in a record of their own. */
export const TWIN_SOURCES = ['school-census', 'child-benefit', 'gp-links', 'births', 'pds'] as const
export type TwinSource = (typeof TWIN_SOURCES)[number]

/**
 * What is otherwise in another row about a child, how often (weights of the first change drawn) and why. The shares are estimates, none of them
 * measured. An item changes once: no row is both misspelt and in its short form.
 */
export const TWIN_CHANGES = {
  /** A family name typed from paper or by ear: the likeliest of all slips, as nobody knows how it is written. */
  misspeltFamilyName: { item: 'family name', weight: 18 },
  /** A mother married or parted, and the new office was told only the name of today. */
  renamed: { item: 'family name', weight: 8 },
  /** The same, told with the name of before. Only where the format has a place for it. */
  renamedWithFormer: { item: 'family name', weight: 5 },
  /** A given name typed from paper: rarer than in family names, as clerks know most of them. */
  misspeltGivenName: { item: 'given name', weight: 10 },
  /** Whoever came with the child said what it is called at home: Tom for Thomas. Only of names that have a shorter form. */
  shortForm: { item: 'given name', weight: 10 },
  /** The family has moved, and the new office began a new record: what made most of the twins of 2009. */
  moved: { item: 'address', weight: 25 },
  /** A school or practice could not find the number and gave another. Only where the format has a number. */
  renumbered: { item: 'number', weight: 8 },
  /** It could not find the number and went on without. Only where the format can be without. */
  unnumbered: { item: 'number', weight: 8 },
  /** Born about midnight, or one line up or down in a list of birth dates. */
  dayBeside: { item: 'birth date', weight: 4 },
  /** A form read as American. Only where that makes another date. */
  dayAndMonth: { item: 'birth date', weight: 4 },
} as const
export type ChangeName = keyof typeof TWIN_CHANGES

/** How likely another change follows each: a family that moves gives a name by telephone, and the school has no number yet. */
export const ANOTHER_CHANGE = 0.35
/** Of families that move: near, so that school and practice may be the same; the rest go anywhere in England. */
export const MOVES_NEAR = 0.7

const ALL = Object.keys(TWIN_CHANGES) as ChangeName[]
const NUMBERED: readonly TwinSource[] = ['school-census', 'gp-links']
/** Formats that have no place for what the change says; the register of patients has always another number, as it is the record's id. */
const FITS: Partial<Record<ChangeName, readonly TwinSource[]>> = {
  renamedWithFormer: ['school-census', 'gp-links', 'pds'],
  renumbered: NUMBERED,
  unnumbered: NUMBERED,
}
const ATTEMPTS = 50

/** What another row says otherwise; what is absent is as before. */
export interface Changed {
  familyName?: string
  formerSurname?: string | undefined
  givenName?: string
  address?: Address
  number?: 'another' | 'none'
  dateOfBirth?: string
}

export interface TwinChange {
  /** At least one. */
  names: ChangeName[]
  changed: Changed
}

/** Draws what is otherwise in the row of a twin. With its own chance: what the ordinary rows say stays as it was. */
export class TwinChanges {
  readonly #random: Random
  readonly #names: Names
  readonly #places: Places

  constructor(seed: number, { names, places }: { names: Names; places: Places }) {
    this.#random = new Random(hashText(`twins ${seed}`))
    this.#names = names
    this.#places = places
  }

  /** @param hasNumber whether the ordinary row has a number, so that another one or none is otherwise */
  drawFor(child: SyntheticChild, source: TwinSource, hasNumber: boolean): TwinChange {
    const drawn: TwinChange = { names: [], changed: {} }
    let left = ALL.filter((name) => FITS[name]?.includes(source) ?? true)
    if (!hasNumber) left = left.filter((name) => TWIN_CHANGES[name].item !== 'number')
    do {
      const name = new Weighted(left, (one) => TWIN_CHANGES[one].weight).draw(this.#random)
      const changed = this.#change(name, child)
      left = left.filter((one) => (changed ? TWIN_CHANGES[one].item !== TWIN_CHANGES[name].item : one !== name))
      if (!changed) continue
      drawn.names.push(name)
      Object.assign(drawn.changed, changed)
      // A birth date can always be another, so the first change is always found.
    } while (left.length > 0 && (drawn.names.length === 0 || this.#random.chance(ANOTHER_CHANGE)))
    return drawn
  }

  /** Null where this child's row cannot be changed so. */
  #change(name: ChangeName, child: SyntheticChild): Changed | null {
    const { givenName, familyName, dateOfBirth } = child
    const make: Record<ChangeName, () => Changed | null> = {
      misspeltFamilyName: () => asChanged('familyName', this.#misspelt(familyName)),
      renamed: () => ({ familyName: this.#otherSurname(child), formerSurname: undefined }),
      renamedWithFormer: () => ({ familyName: this.#otherSurname(child), formerSurname: familyName }),
      misspeltGivenName: () => asChanged('givenName', this.#misspelt(givenName)),
      shortForm: () => asChanged('givenName', this.#shortForm(givenName)),
      moved: () => (child.address ? { address: this.#otherHome(child.address) } : null),
      renumbered: () => ({ number: 'another' }),
      unnumbered: () => ({ number: 'none' }),
      dayBeside: () => ({ dateOfBirth: toIsoDate(toDay(dateOfBirth) + (this.#random.chance(0.5) ? 1 : -1)) }),
      dayAndMonth: () => asChanged('dateOfBirth', dayAndMonth(dateOfBirth)),
    }
    return make[name]()
  }

  /** Still a name, and another one also where accents and signs are left out. */
  #misspelt(name: string): string | null {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const slip = typo(this.#random, name)
      if (/^\p{L}.*\p{L}$/u.test(slip) && nameKey(slip) !== nameKey(name)) return slip
    }
    return null
  }

  #shortForm(givenName: string): string | null {
    const shorter = [...givenNameVariants(givenName)].filter((one) => one.length < givenName.length)
    if (shorter.length === 0) return null
    const [first, ...others] = this.#random.pick(shorter)
    return `${first!.toUpperCase()}${others.join('')}`
  }

  /** That of a carer who has another, or else any. */
  #otherSurname({ familyName, formerSurname, sex = 'F', carers }: SyntheticChild): string {
    const isOther = (name: string): boolean =>
      ![familyName, formerSurname ?? familyName].map(nameKey).includes(nameKey(name))
    const ofCarer = carers.map((carer) => carer.familyName).find(isOther)
    for (let name = ofCarer; ; name = this.#names.surname(this.#random, this.#names.community(this.#random)))
      if (name !== undefined && isOther(surnameFor(name, sex))) return surnameFor(name, sex)
  }

  #otherHome({ postcode }: Address): Address {
    for (;;) {
      const home = this.#random.chance(MOVES_NEAR)
        ? this.#places.addressNear(this.#random, postcode)
        : this.#places.address(this.#random, this.#places.district(this.#random))
      if (home.postcode !== postcode) return home
    }
  }
}

function asChanged(item: 'familyName' | 'givenName' | 'dateOfBirth', value: string | null): Changed | null {
  return value === null ? null : { [item]: value }
}

function dayAndMonth(date: string): string | null {
  const [year, month, day] = date.split('-')
  return Number(day) > 12 || day === month ? null : `${year}-${day}-${month}`
}
