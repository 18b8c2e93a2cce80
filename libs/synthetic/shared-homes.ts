import type { Address } from './address.ts'
import type { SyntheticChild } from './child.ts'
import type { SyntheticCarer } from './child.ts'
import type { ClaimHome, Moves } from './moves.ts'
import type { Names } from './names.ts'
import type { District, Places } from './places.ts'
import type { Random } from './random.ts'
import type { Schooling } from './schooling.ts'
import { SHARES } from './shares-of-england.ts'

/** One home after another is filled, so that a small England has one: the first is opened among so many children. */
const FIRST_AMONG = 500
/** Children of a children's home: 3.8 places in a home (Ofsted, 31 March 2023). */
const CHILDREN_IN_A_HOME = { least: 3, most: 5 }
const FAMILIES_IN_A_REFUGE = { least: 3, most: 6 }
/** Nobody younger is in a children's home here: most are in their teens. */
const YOUNGEST_YEARS = 8
/** Days before the census within which they came. */
const STAYS = { childrensHome: 700, refuge: 150 }
const HOUSE_NAMES = ['The Beeches', 'Hope House', 'Oak Lodge', 'The Willows', 'Rowan House', 'Fairview', 'The Grange']

interface SharedHome {
  address: Address
  district: District
  /** Free places. */
  left: number
  carers: SyntheticCarer[]
}

interface Tools {
  random: Random
  names: Names
  places: Places
  claim: ClaimHome
  moves: Moves
  schooling: Schooling
  census: string
}

/** Homes of one kind, which fill up with children, or families, who have nothing to do with one another. */
class Homes {
  readonly #first: number
  readonly #share: number
  readonly #build: () => SharedHome
  #housed = 0
  #open: SharedHome | null = null

  constructor(first: number, share: number, build: () => SharedHome) {
    this.#first = first
    this.#share = share
    this.#build = build
  }

  /** One with a free place, which is taken; null when there are enough who live so. @param seen how many children there were */
  place(seen: number, children: number): SharedHome | null {
    if (this.#open === null && (seen < this.#first || this.#housed > seen * this.#share)) return null
    const home = (this.#open ??= this.#build())
    if (--home.left === 0) this.#open = null
    this.#housed += children
    return home
  }
}

/** Who lives where others live too: in a children's home, in a refuge, in flats of one building. */
export class SharedHomes {
  readonly #tools: Tools
  readonly #childrensHomes: Homes
  readonly #refuges: Homes
  #seen = 0
  #building: Address | null = null
  #flats = new Set<string>()

  constructor(tools: Tools) {
    this.#tools = tools
    const { random } = tools
    const first = (): number => random.below(FIRST_AMONG)
    this.#childrensHomes = new Homes(first(), SHARES.inChildrensHomes, () => this.#childrensHome())
    this.#refuges = new Homes(first(), SHARES.inRefuges, () => this.#refuge())
  }

  of(siblings: SyntheticChild[]): SyntheticChild[] {
    this.#seen += siblings.length
    if (!siblings[0]!.address) return siblings
    return this.#inChildrensHome(siblings) ?? this.#inRefuge(siblings) ?? this.#inFlats(siblings)
  }

  #inChildrensHome(siblings: SyntheticChild[]): SyntheticChild[] | null {
    const [child] = siblings
    if (siblings.length > 1 || !this.#mayBeInCare(child!)) return null
    const home = this.#childrensHomes.place(this.#seen, 1)
    if (!home) return null
    const moved = this.#cameTo(home, siblings, STAYS.childrensHome)
    return moved && moved.map((one) => ({ ...one, dwelling: 'childrens-home', carers: home.carers }))
  }

  #mayBeInCare({ dateOfBirth, carers: [carer] }: SyntheticChild): boolean {
    const years = Number(this.#tools.census.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
    return years > YOUNGEST_YEARS && carer!.relationship !== 'foster-carer'
  }

  #inRefuge(siblings: SyntheticChild[]): SyntheticChild[] | null {
    const { carers } = siblings[0]!
    if (carers.length > 1 || carers[0]!.relationship !== 'mother') return null
    const home = this.#refuges.place(this.#seen, siblings.length)
    const moved = home && this.#cameTo(home, siblings, STAYS.refuge)
    return moved && moved.map((one) => ({ ...one, dwelling: 'refuge' }))
  }

  /** Null where somebody of the same name and birth date lives there. */
  #cameTo({ address, district }: SharedHome, siblings: SyntheticChild[], days: number): SyntheticChild[] | null {
    const { claim, moves, schooling } = this.#tools
    if (!claim(siblings, address.postcode)) return null
    const from = siblings[0]!.address!
    const schools = schooling.near(district)
    const on = moves.daysAgo(days)
    return siblings.map((child) => {
      const { schoolUrn, entryDate } = child.registrations[0]!
      const registrations = schooling.atSchools(child, schools, district)
      const isNew = registrations[0]!.schoolUrn !== schoolUrn && (entryDate ?? '') < on
      if (isNew && entryDate) registrations[0]!.entryDate = schooling.entryAfter(on)
      const moved = isNew ? { on, from, school: { schoolUrn, entryDate } } : { on, from }
      return { ...child, address, registrations, moved }
    })
  }

  /** Families in flats of the same building: each is next door to the one before, or the first of another building. */
  #inFlats(siblings: SyntheticChild[]): SyntheticChild[] {
    const { random, places, claim, schooling } = this.#tools
    const own = siblings[0]!.address!
    if (!/^Flat /.test(own.lines[0]!)) return siblings
    const building = this.#building
    if (!building || !random.chance(SHARES.sameBuilding)) return this.#firstOf(own, siblings)
    const flat = `Flat ${random.between(1, 24)}`
    if (this.#flats.has(flat) || !claim(siblings, building.postcode)) return this.#firstOf(own, siblings)
    this.#flats.add(flat)
    const address = { ...building, lines: [flat, ...building.lines.slice(1)] }
    const district = places.districtOf(building.postcode)
    const schools = schooling.near(district)
    return siblings.map((child) => {
      return { ...child, address, registrations: schooling.atSchools(child, schools, district) }
    })
  }

  #firstOf(building: Address, siblings: SyntheticChild[]): SyntheticChild[] {
    this.#building = building
    this.#flats = new Set([building.lines[0]!])
    return siblings
  }

  #childrensHome(): SharedHome {
    const { random } = this.#tools
    const { least, most } = CHILDREN_IN_A_HOME
    const home = this.#house(random.between(least, most))
    const lines = [random.pick(HOUSE_NAMES), ...home.address.lines]
    return { ...home, address: { ...home.address, lines }, carers: this.#workers() }
  }

  #refuge(): SharedHome {
    const { least, most } = FAMILIES_IN_A_REFUGE
    return this.#house(this.#tools.random.between(least, most))
  }

  #house(left: number): SharedHome {
    const { random, places } = this.#tools
    const district = places.district(random)
    const { lines, postcode } = places.address(random, district)
    return { address: { lines: lines.slice(-2), postcode }, district, left, carers: [] }
  }

  /** Whoever of the home is written down for all who live there, or nobody. */
  #workers(): SyntheticCarer[] {
    const { random, names } = this.#tools
    if (random.chance(SHARES.withoutWorker)) return []
    const community = names.community(random)
    const sex = random.chance(SHARES.womenAtWork) ? 'F' : 'M'
    const givenName = names.carerForename(random, community, sex, 1984)
    return [{ givenName, familyName: names.surname(random, community), relationship: 'other' }]
  }
}
