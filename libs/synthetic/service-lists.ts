import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import { readEngland } from './england.ts'
import { COVERAGE, USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import { hashText, Random, Weighted } from './random.ts'
import { RecordIds } from './record-ids.ts'
import { readRows } from './reference.ts'
import { SHARES } from './shares-of-england.ts'

/** What an authority's list has of the children with whom its services work, all of whom have an address. */
export const SERVICE_LISTS = {
  /** Services of one child. */
  most: 3,
  /** Days before the extract within which a service began. */
  within: 700,
} as const

/** How often each is met, and from which age on. */
const SERVICES = [
  { service: 'early-help', weight: 30, from: 0 },
  { service: 'social-care', weight: 28, from: 0 },
  { service: 'special-needs', weight: 22, from: 0 },
  { service: 'education-welfare', weight: 10, from: 5 },
  { service: 'youth-work', weight: 8, from: 10 },
  { service: 'youth-justice', weight: 2, from: 10 },
] as const
const WORKERS_IN_A_TEAM = 12

/** A service that works with a child, as its authority has it. */
export interface ListedService {
  child: SyntheticChild
  authority: string
  reference: string
  middleNames: string[]
  service: (typeof SERVICES)[number]['service']
  personName: string | null
  phone: string
  email: string
  startDate: string
  endDate: string | null
  isLead: boolean
}

/** Lists of services of children who come one after another. With its own chance: what other feeds say stays as it was. */
export class ServiceLists {
  readonly #random: Random
  readonly #refs: RecordIds
  readonly #extract: number
  readonly #errors: ErrorRates['authority']
  readonly #authorities = new Map(readRows('schools.csv.gz').map(([urn, laEstab]) => [urn!, laEstab!.slice(0, 3)]))
  readonly #drawn = new Weighted(SERVICES, ({ weight }) => weight)

  /** @param date of the extract, `YYYY-MM-DD` */
  constructor(seed: number, date: string, errors: ErrorRates = USUAL_ERRORS) {
    this.#errors = errors.authority
    this.#random = new Random(hashText(`authority ${seed}`))
    this.#refs = new RecordIds('AS', this.#random.below(2 ** 32))
    this.#extract = toDay(date)
  }

  /** Rows of a child, one a service; none of most children. */
  rowsOf(child: SyntheticChild): ListedService[] {
    const random = this.#random
    if (!child.address || !random.chance(COVERAGE.served)) return []
    const services = new Set<ListedService['service']>()
    do services.add(this.#serviceFor(child))
    while (services.size < SERVICE_LISTS.most && random.chance(COVERAGE.anotherService))
    const middleNames = random.chance(this.#errors.noMiddleNames) ? [] : child.middleNames
    const hasLead = random.chance(COVERAGE.lead)
    return [...services].map((service, n) => ({
      ...{ child, middleNames, service, isLead: hasLead && n === 0 },
      ...this.#rowOf(this.#authorities.get(child.registrations[0]!.schoolUrn)!, service),
    }))
  }

  #serviceFor({ dateOfBirth }: SyntheticChild): ListedService['service'] {
    const years = (this.#extract - toDay(dateOfBirth)) / 365.25
    for (;;) {
      const { service, from } = this.#drawn.draw(this.#random)
      if (years >= from) return service
    }
  }

  #rowOf(authority: string, service: ListedService['service']) {
    const random = this.#random
    const start = this.#extract - 1 - random.below(SERVICE_LISTS.within)
    const end = random.chance(this.#errors.ended) ? random.between(start, this.#extract) : null
    const nth = random.below(WORKERS_IN_A_TEAM)
    return {
      ...{ authority, reference: this.#refs.next() },
      personName: random.chance(this.#errors.noPerson) ? null : workerName(`${authority} ${service} ${nth}`),
      phone: `01632960${String(hashText(authority + service) % 1000).padStart(3, '0')}`,
      email: `${service}@authority-${authority}.example`,
      startDate: toIsoDate(start),
      endDate: end === null ? null : toIsoDate(end),
    }
  }
}

/** Of whoever works there: always the same. */
function workerName(place: string): string {
  const random = new Random(hashText(place))
  const { names } = readEngland()
  const community = names.community(random)
  return `${names.carerForename(random, community, random.chance(SHARES.womenAtWork) ? 'F' : 'M', 1984)} ${names.surname(random, community)}`
}
