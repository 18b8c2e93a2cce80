import { toIsoDate } from './birthdays.ts'
import type { CarerRelationship, SyntheticCarer } from './child.ts'
import { surnameFor } from './names.ts'
import type { Names, Sex } from './names.ts'
import { Weighted } from './random.ts'
import type { Random } from './random.ts'
import { FAMILY_SHAPES, SHARES, SHARES_SURNAME, type Community } from './shares-of-england.ts'

/** What a child is called, and by whom it is cared for. */
export interface FamilyMember {
  sex: Sex
  givenName: string
  middleNames: string[]
  familyName: string
  formerSurname?: string
  dateOfBirth: string
  carers: SyntheticCarer[]
}

/** Tells whether a name is still free at this date of birth and home; taking it makes it not free. */
export type ClaimName = (givenName: string, familyNames: string[], dateOfBirth: string) => boolean

interface Household {
  community: Community
  maternal: string
  paternal: string
  surname: string
  carers: SyntheticCarer[]
}

const SHAPES = new Weighted(FAMILY_SHAPES, ([share]) => share)

const ALWAYS_WOMEN = new Set<CarerRelationship>(['mother'])
const MOSTLY_MEN = new Set<CarerRelationship>(['father', 'step-parent'])
const ATTEMPTS = 200

/** Draws one family after another. Telephone numbers run through all 100,000 of their range before one returns. */
export class Families {
  readonly #random: Random
  readonly #names: Names
  #telephones: number

  constructor(random: Random, names: Names) {
    this.#random = random
    this.#names = names
    this.#telephones = random.below(100_000)
  }

  /** The children of one family, eldest first, one for each birthday. */
  draw(birthdays: number[], claim: ClaimName): FamilyMember[] {
    const household = this.#household(birthdays[0]!)
    const taken = new Set<string>()
    return birthdays.map((day, i) => {
      const isHalfSibling = i > 0 && day !== birthdays[0] && this.#isStepChild(household)
      return this.#child(isHalfSibling ? withStepParent(household) : household, toIsoDate(day), taken, claim)
    })
  }

  #isStepChild({ carers }: Household): boolean {
    return carers[1]?.relationship === 'step-parent' && this.#random.chance(SHARES.halfSiblings)
  }

  #household(eldestBirthday: number): Household {
    const random = this.#random
    const community = this.#names.community(random)
    const partner = random.chance(SHARES.mixed) ? this.#names.community(random) : community
    const maternal = this.#names.surname(random, community)
    const paternal = this.#names.surname(random, partner)
    const surname = this.#familySurname(maternal, paternal)
    const birthYear = Number(toIsoDate(eldestBirthday).slice(0, 4))
    const household: Household = { community, maternal, paternal, surname, carers: [] }
    const [, ...relationships] = SHAPES.draw(random)
    household.carers = relationships.map((relationship, i) =>
      this.#carer(household, relationship, i === 0 ? community : partner, birthYear),
    )
    return household
  }

  #familySurname(maternal: string, paternal: string): string {
    const plain = !/[- ]/.test(maternal + paternal) && maternal !== paternal
    if (plain && this.#random.chance(SHARES.doubleBarrelled))
      return `${maternal}${this.#random.chance(SHARES.hyphenated) ? '-' : ' '}${paternal}`
    return this.#random.chance(SHARES.maternal) ? maternal : paternal
  }

  #carer(household: Household, relationship: CarerRelationship, community: Community, year: number): SyntheticCarer {
    const random = this.#random
    const isWoman = ALWAYS_WOMEN.has(relationship) || random.chance(MOSTLY_MEN.has(relationship) ? 0 : SHARES.women)
    const sex = isWoman ? 'F' : 'M'
    const age = 20 + random.below(9) + random.below(10) + (relationship === 'grandparent' ? 27 : 0)
    const givenName = this.#names.carerForename(random, community, sex, year - age)
    const familyName = surnameFor(this.#carerSurname(household, relationship, community), sex)
    const carer = { givenName, familyName, relationship }
    return random.chance(SHARES.telephone) ? { ...carer, telephone: this.#telephone() } : carer
  }

  #carerSurname(household: Household, relationship: CarerRelationship, community: Community): string {
    if (this.#random.chance(SHARES_SURNAME[relationship])) return household.surname
    if (relationship === 'mother') return household.maternal
    if (relationship === 'father') return household.paternal
    return this.#names.surname(this.#random, community)
  }

  #child(household: Household, dateOfBirth: string, taken: Set<string>, claim: ClaimName): FamilyMember {
    const random = this.#random
    const sex = random.chance(SHARES.boys) ? 'M' : 'F'
    const year = Number(dateOfBirth.slice(0, 4))
    const familyName = surnameFor(household.surname, sex)
    const formerSurname = random.chance(SHARES.renamed) ? this.#formerSurname(household, familyName) : undefined
    const familyNames = formerSurname ? [familyName, formerSurname] : [familyName]
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const givenName = this.#names.forename(random, household.community, sex, year)
      if (taken.has(givenName) || !claim(givenName, familyNames, dateOfBirth)) continue
      taken.add(givenName)
      const middleNames = this.#middleNames(household.community, sex, year, givenName)
      return { sex, givenName, middleNames, familyName, formerSurname, dateOfBirth, carers: household.carers }
    }
    throw new Error(`No free name was found after ${ATTEMPTS} attempts: there are more children than this can hold`)
  }

  #formerSurname({ maternal, community }: Household, current: string): string {
    for (let former = maternal; ; former = this.#names.surname(this.#random, community))
      if (former !== current) return former
  }

  #middleNames(community: Community, sex: Sex, year: number, givenName: string): string[] {
    if (!this.#random.chance(community.middle)) return []
    const names = Array.from({ length: this.#random.chance(SHARES.secondMiddleName) ? 2 : 1 }, () =>
      this.#random.chance(community.english / 2)
        ? this.#names.carerForename(this.#random, community, sex, year - 50)
        : this.#names.forename(this.#random, community, sex, year),
    )
    return [...new Set(names)].filter((name) => name !== givenName)
  }

  #telephone(): string {
    this.#telephones = (this.#telephones + 61_803) % 100_000
    return `077009${String(this.#telephones).padStart(5, '0')}`
  }
}

/** The step-parent of the elder children is the father of this one, who has his surname. */
function withStepParent(household: Household): Household {
  const [mother, stepFather] = household.carers as [SyntheticCarer, SyntheticCarer]
  return { ...household, surname: stepFather.familyName, carers: [mother, { ...stepFather, relationship: 'father' }] }
}
