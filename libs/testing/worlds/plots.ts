import { CRITERION_VISIBILITY, type SearchCriteria } from '@contactpoint/contracts'
import fc from 'fast-check'
import { aPupil, type Pupil } from '../builders.ts'
import { criteriaOf, type Criterion } from '../criteria.ts'
import { hiddenDraws, hiddenValuesOf, type Authority, type HiddenDraw, type HiddenValues } from './hidden-values.ts'

/** Somebody beside the child, of whom its shield makes something: the same in all worlds. */
export type Beside = 'nobody' | 'brother-at-home' | 'brother-by-phone' | 'lookalike'

/** A search, as a part of what there is to search by; its hidden values are those of one of the worlds. */
export interface SearchDraw {
  family: 'current' | 'former' | 'beginning' | 'crowd'
  born: 'day' | 'range'
  more: Criterion[]
  /** Which of the criteria are wrong on purpose: those whose bit is set. */
  wrong: number
  world: number
}

/** A shielded child in several worlds, each a pair with the one before: they differ in what the shield hides. */
export interface Plot {
  worlds: HiddenDraw[]
  authority: Authority
  beside: Beside
  looks: { hasMiddleName: boolean; sex: Pupil['sex']; isDoubled: boolean; isOfCrowd: boolean }
  /** One for each pair of worlds, asked in both. */
  searches: SearchDraw[]
  /** What else a question leaves open is chosen by this. */
  choice: number
}

const FREE_CRITERIA = (Object.keys(CRITERION_VISIBILITY) as Criterion[]).filter(
  (name) => name !== 'familyName' && !name.startsWith('dateOfBirth'),
)

export function plots(worlds: number): fc.Arbitrary<Plot> {
  const search = fc.record<SearchDraw>({
    family: fc.constantFrom('current', 'current', 'former', 'beginning', 'crowd'),
    born: fc.constantFrom('day', 'range'),
    more: fc.subarray(FREE_CRITERIA, { maxLength: 3 }),
    wrong: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.nat(7)),
    world: fc.nat(worlds - 1),
  })
  return fc.record<Plot>({
    worlds: hiddenDraws(worlds),
    authority: fc.constantFrom('theirs', 'others', 'differs', 'differs'),
    beside: fc.constantFrom('nobody', 'nobody', 'brother-at-home', 'brother-by-phone', 'lookalike'),
    looks: fc.record({
      hasMiddleName: fc.boolean(),
      sex: fc.constantFrom('F', 'M', 'U'),
      isDoubled: fc.boolean(),
      isOfCrowd: fc.constantFrom(false, false, false, false, true),
    }),
    searches: fc.array(search, { minLength: worlds - 1, maxLength: worlds - 1 }),
    choice: fc.nat(1_000),
  })
}

/** Fifty children of one family name and one school: one more would be too many to be shown. */
export interface Crowd {
  surname: string
  urn: string
  pupils: Pupil[]
}

/** A school of the crowd's own. */
const CROWD_SCHOOL = '107204'
const CROWD = 50

export function aCrowd(): Crowd {
  const { surname, dob } = aPupil()
  const year = dob.slice(0, 4)
  const pupils = Array.from({ length: CROWD }, (_, n) => ({
    ...aPupil({ surname, forename: anUnlikeForename(), urn: CROWD_SCHOOL }),
    dob: new Date(Date.UTC(Number(year), 0, 2 + n * 7)).toISOString().slice(0, 10),
    address: { lines: [`${n} Crowd Street`], postcode: `YO${1 + n} 1AA` },
  }))
  return { surname, urn: CROWD_SCHOOL, pupils }
}

/** Of children of one family name, none is to be near another: a forename that does not begin like theirs. */
function anUnlikeForename(): string {
  return aPupil().surname.slice(0, -'ton'.length)
}

function yearOf({ pupils: [first] }: Crowd): string {
  return first!.dob.slice(0, 4)
}

/** A plot with its people, who are like nobody else. */
export interface Planted {
  plot: Plot
  /** The child as its own row is in each world. */
  inWorlds: (Pupil & HiddenValues)[]
  beside: Pupil | null
  crowd: Crowd
}

/** @param number tells the plot from every other one of a run */
export function plant(plot: Plot, number: number, crowd: Crowd): Planted {
  const { hasMiddleName, sex, isDoubled, isOfCrowd } = plot.looks
  const base = aPupil({ sex, forename: anUnlikeForename() })
  const surname = isOfCrowd ? crowd.surname : isDoubled ? `${base.surname}-${aPupil().surname}` : base.surname
  // One of the crowd is born in the year of the crowd, so that a search for all of them would have it too.
  const dob = isOfCrowd ? yearOf(crowd) + base.dob.slice(4).replace('02-29', '02-28') : base.dob
  const shown = { ...base, surname, dob, middleNames: hasMiddleName ? anUnlikeForename() : null }
  const inWorlds = plot.worlds.map((draw) => ({
    ...shown,
    ...hiddenValuesOf(draw, { number, authority: plot.authority, crowd }),
  }))
  return { plot, inWorlds, beside: besideOf(plot.beside, inWorlds[0]!), crowd }
}

function besideOf(beside: Beside, child: Pupil): Pupil | null {
  const phone = child.contacts.find((contact) => contact.phone)?.phone ?? null
  const elsewhere = { lines: ['1 Elsewhere'], postcode: 'SW1A 1AA' }
  if (beside === 'brother-at-home' && child.address) return aPupil({ surname: child.surname, address: child.address })
  if (beside === 'brother-by-phone' && phone) {
    const brother = aPupil({ address: elsewhere })
    return { ...brother, contacts: [{ ...brother.contacts[0]!, phone }] }
  }
  if (beside !== 'lookalike') return null
  const { surname, forename, middleNames, dob, sex } = child
  return { ...aPupil({ address: elsewhere, urn: child.urn }), surname, forename, middleNames, dob, sex }
}

/** A search of a plot as it is asked, whichever the world. */
export function criteriaFor(
  { inWorlds, crowd }: Planted,
  { family, born, more, wrong, world }: SearchDraw,
): SearchCriteria {
  const child = inWorlds[world]!
  const values = criteriaOf(child)
  const families = {
    current: child.surname,
    former: child.formerSurname ?? child.surname,
    beginning: `${child.surname.slice(0, 4)}*`,
    crowd: crowd.surname,
  }
  const year = family === 'crowd' ? yearOf(crowd) : child.dob.slice(0, 4)
  const range = { dateOfBirthFrom: `${year}-01-01`, dateOfBirthTo: `${year}-12-31` }
  const chosen = more.flatMap((criterion, n) => {
    const { its, other } = values[criterion]
    const value = (wrong >> n) & 1 ? other : its
    return value === null ? [] : [[criterion, value] as const]
  })
  return {
    familyName: families[family],
    ...(born === 'day' && family !== 'crowd' ? { dateOfBirth: child.dob } : range),
    ...Object.fromEntries(family === 'crowd' ? [['schoolUrn', crowd.urn]] : chosen),
  }
}
