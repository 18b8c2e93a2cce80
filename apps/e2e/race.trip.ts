import { aPupil, type ApiAnswer, type DisclosureBody, type Pupil, type SearchBody } from '@contactpoint/testing'
import fc from 'fast-check'
import type { Outset } from './outset.trip.ts'

/** One of the children that are shielded in the middle of a race, and a row about it under another reference. */
export interface Runner {
  pupil: Pupil
  twin: Pupil
  childId: string
  twinId: string
  /** Stands in every hidden value of this child and in nothing else. */
  mark: RegExp
}

export interface Step {
  kind: 'disclosure' | 'twin-disclosure' | 'search' | 'hidden-search' | 'former-search' | 'range-search' | 'feed-write'
  /** Which runner. */
  who: number
  /** A feed write moves the child to this house number. */
  number: number
}

const RUNNERS = ['Annabel', 'Bernadette', 'Clementine', 'Desdemona']

/** Races are of different towns: who has a phone or a home in common with a shielded child is of its household. */
const TOWNS = [
  { area: 'HX', phone: '0770280' },
  { area: 'HD', phone: '0770281' },
]

/** The names of the families that race; one is of each town. */
export const FAMILIES = ['Wintergreen', 'Summerscale'] as const

function townOf({ surname }: Pick<Pupil, 'surname'>): (typeof TOWNS)[number] {
  return TOWNS[FAMILIES.findIndex((family) => surname.startsWith(family))]!
}

/** Four children of one family name and birth date, whom one search shows together; each lives elsewhere. */
export function runners(surname: string, dob: string): Omit<Runner, 'childId' | 'twinId'>[] {
  return RUNNERS.map((forename, who) => {
    const pupil = moved(
      aPupil({ surname, dob, forename, formerSurname: `Formerly${surname}`, middleNames: 'Rose' }),
      who,
      1,
    )
    // By their second names the school's two records are of two children.
    const twin = { ...pupil, ref: aPupil().ref, surname: surname + surname.at(-1), middleNames: 'Hope' }
    return { pupil, twin, mark: markOf(pupil, who) }
  })
}

function markOf(pupil: Pupil, who: number): RegExp {
  const { area, phone } = townOf(pupil)
  return new RegExp(`Secret${RUNNERS[who]}|${area}${who + 1} |${phone}${who + 1}`)
}

export function moved(pupil: Pupil, who: number, number: number): Pupil {
  const { area, phone } = townOf(pupil)
  const [one, letters] = [number % 10, 'ABDEFGHJLN'[Math.floor(number / 10) % 10]!]
  const contact = { surname: `Secret${RUNNERS[who]}`, forename: 'Ann', relationship: 'mother' }
  return {
    ...pupil,
    address: { lines: [`${number} Secret${RUNNERS[who]} Lane`], postcode: `${area}${who + 1} ${one}${letters}B` },
    contacts: [{ ...contact, phone: `${phone}${who + 1}${String(number).padStart(3, '0')}` }],
  }
}

/** Steps of a race in an order that the seed decides: mostly reads, and a feed write now and then. */
export function steps(seed: number, count: number): Step[] {
  const step = fc.record<Step>({
    kind: fc.oneof(
      { weight: 35, arbitrary: fc.constant('disclosure' as const) },
      { weight: 10, arbitrary: fc.constant('twin-disclosure' as const) },
      { weight: 28, arbitrary: fc.constant('search' as const) },
      { weight: 15, arbitrary: fc.constant('hidden-search' as const) },
      { weight: 5, arbitrary: fc.constant('former-search' as const) },
      { weight: 5, arbitrary: fc.constant('range-search' as const) },
      { weight: 2, arbitrary: fc.constant('feed-write' as const) },
    ),
    who: fc.nat(RUNNERS.length - 1),
    number: fc.integer({ min: 2, max: 99 }),
  })
  return fc.sample(step, { seed, numRuns: count })
}

/** Which service is held up, for how long, and how long until the next; milliseconds. */
export function pauses(seed: number): { service: string; forMs: number; thenMs: number }[] {
  const pause = fc.record({
    service: fc.constantFrom('directory', 'audit'),
    forMs: fc.integer({ min: 20, max: 500 }),
    thenMs: fc.integer({ min: 10, max: 250 }),
  })
  return fc.sample(pause, { seed, numRuns: 100 })
}

type Answer = ApiAnswer<Partial<DisclosureBody & SearchBody>>

/** Takes one step. @returns the answer, or null for a feed write, which shows nothing */
export async function take(trip: Outset, field: Runner[], { kind, who, number }: Step): Promise<Answer | null> {
  const { pupil, twin, childId, twinId } = field[who]!
  const { practitioner } = trip
  const [familyName, dateOfBirth, year] = [pupil.surname, pupil.dob, pupil.dob.slice(0, 4)]
  if (kind === 'disclosure') return practitioner.disclose(childId)
  if (kind === 'twin-disclosure') return practitioner.disclose(twinId)
  if (kind === 'search') return practitioner.search({ familyName: number % 4 ? familyName : twin.surname, dateOfBirth })
  if (kind === 'hidden-search')
    return practitioner.search({ familyName, dateOfBirth, carerFamilyName: pupil.contacts[0]!.surname })
  if (kind === 'former-search') return practitioner.search({ familyName: pupil.formerSurname!, dateOfBirth })
  if (kind === 'range-search') {
    const range = { dateOfBirthFrom: `${year}-01-01`, dateOfBirthTo: `${year}-12-31` }
    return practitioner.search({ familyName: `${familyName.slice(0, 5)}*`, ...range })
  }
  await trip.census.client.sendFeed(trip.census.nextFile([moved(pupil, who, number), moved(twin, who, number)]))
  return null
}
