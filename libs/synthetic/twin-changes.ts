import type { Address } from './address.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import { nameKey } from './distinct-people.ts'
import { ANOTHER_CHANGE, TWIN_CHANGES } from './errors-of-registers.ts'
import { surnameFor, type Names } from './names.ts'
import type { Places } from './places.ts'
import { hashText, Random, Weighted } from './random.ts'
import { SHARES } from './shares-of-england.ts'
import { dayAndMonth, misspelt, shortForm } from './slips.ts'

/** Feeds that say who somebody is, in a record of their own. */
export const TWIN_SOURCES = ['school-census', 'child-benefit', 'gp-links', 'births', 'pds'] as const
export type TwinSource = (typeof TWIN_SOURCES)[number]

export type ChangeName = keyof typeof TWIN_CHANGES

const ALL = Object.keys(TWIN_CHANGES) as ChangeName[]
const NUMBERED: readonly TwinSource[] = ['school-census', 'gp-links']
/** Formats that have no place for what the change says; the register of patients has always another number, as it is the record's id. */
const FITS: Partial<Record<ChangeName, readonly TwinSource[]>> = {
  renamedWithFormer: ['school-census', 'gp-links', 'pds'],
  renumbered: NUMBERED,
  unnumbered: NUMBERED,
}

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
      misspeltFamilyName: () => asChanged('familyName', misspelt(this.#random, familyName)),
      renamed: () => ({ familyName: this.#otherSurname(child), formerSurname: undefined }),
      renamedWithFormer: () => ({ familyName: this.#otherSurname(child), formerSurname: familyName }),
      misspeltGivenName: () => asChanged('givenName', misspelt(this.#random, givenName)),
      shortForm: () => asChanged('givenName', shortForm(this.#random, givenName)),
      moved: () => (child.address ? { address: this.#otherHome(child.address) } : null),
      renumbered: () => ({ number: 'another' }),
      unnumbered: () => ({ number: 'none' }),
      dayBeside: () => ({ dateOfBirth: toIsoDate(toDay(dateOfBirth) + (this.#random.coin() ? 1 : -1)) }),
      dayAndMonth: () => asChanged('dateOfBirth', dayAndMonth(dateOfBirth)),
    }
    return make[name]()
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
      const home = this.#random.chance(SHARES.movesNear)
        ? this.#places.addressNear(this.#random, postcode)
        : this.#places.address(this.#random, this.#places.district(this.#random))
      if (home.postcode !== postcode) return home
    }
  }
}

function asChanged(item: 'familyName' | 'givenName' | 'dateOfBirth', value: string | null): Changed | null {
  return value === null ? null : { [item]: value }
}
