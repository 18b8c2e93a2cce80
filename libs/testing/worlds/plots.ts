import { CRITERION_VISIBILITY, type SearchCriteria } from '@contactpoint/contracts'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { aPupil, type Pupil } from '../builders.ts'
import { criteriaOf, type Criterion, type Sought } from '../criteria.ts'
import { hiddenDraws, hiddenValuesOf, type Authority, type HiddenDraw, type HiddenValues } from './hidden-values.ts'
import { BESIDE, isOfFamily, relativesOf, type Beside, type Relatives } from './relatives.ts'

/** A search, as a part of what there is to search by; its hidden values are those of one of the worlds. */
export interface SearchDraw {
  family: 'current' | 'former' | 'beginning' | 'former-crowd' | 'mates'
  born: 'day' | 'range'
  more: Criterion[]
  /** Which of the criteria are wrong on purpose: those whose bit is set. */
  wrong: number
  world: number
  /** Whom it is about: the child, or somebody beside it. */
  who: number
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
    family: fc.constantFrom('current', 'current', 'former', 'beginning', 'former-crowd', 'mates'),
    born: fc.constantFrom('day', 'range'),
    more: fc.subarray(FREE_CRITERIA, { maxLength: 3 }),
    wrong: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, fc.nat(7)),
    world: fc.nat(worlds - 1),
    who: fc.nat(3),
  })
  const plot = fc.record<Plot>({
    worlds: hiddenDraws(worlds),
    authority: fc.constantFrom('theirs', 'others', 'differs', 'differs'),
    beside: fc.constantFrom('nobody', ...BESIDE),
    looks: fc.record({
      hasMiddleName: fc.boolean(),
      sex: fc.constantFrom('F', 'M', 'U'),
      isDoubled: fc.boolean(),
      isOfCrowd: fc.constantFrom(false, false, false, false, true),
    }),
    searches: fc.array(search, { minLength: worlds - 1, maxLength: worlds - 1 }),
    choice: fc.nat(1_000),
  })
  // Officers of the child see what its family has in common with it, which differs from world to world.
  return plot.map((one) => (isOfFamily(one.beside) ? { ...one, authority: 'differs' } : one))
}

/** Fifty children born in one year: one more would be too many to be shown. */
export interface Crowd {
  surname: string
  pupils: Pupil[]
}

/** One crowd that children of plots may have had the name of, and one whose name they may have, at a school that they may be at. */
export interface Crowds {
  former: Crowd
  mates: Crowd
}

const MATES_SCHOOL = '107204'
const CROWD = 50
const YEAR = 2014

export function someCrowds(): Crowds {
  return { former: aCrowd('100001'), mates: aCrowd(MATES_SCHOOL) }
}

function aCrowd(urn: string): Crowd {
  const { surname } = aPupil()
  const pupils = Array.from({ length: CROWD }, (_, n) => ({
    ...aPupil({ surname, forename: anUnlikeForename(), urn }),
    dob: new Date(Date.UTC(YEAR, 0, 2 + n * 7)).toISOString().slice(0, 10),
    address: { lines: [`${n} Crowd Street`], postcode: `YO${1 + n} 1AA` },
  }))
  return { surname, pupils }
}

/** Of children of one family name, none is to be near another: a forename that does not begin like theirs. */
function anUnlikeForename(): string {
  return aPupil().surname.slice(0, -'ton'.length)
}

/** A plot with its people, who are like nobody else. */
export interface Planted {
  plot: Plot
  /** The child as its own row is in each world. */
  inWorlds: (Pupil & HiddenValues)[]
  beside: Relatives
  crowds: Crowds
  /** Of an involvement that everybody asks about, whether there is one in a world or not. */
  involvementId: string
  /** Of a request to be put in touch, likewise. */
  requestId: string
  /** Of a pair of which somebody is asked whether both are one child: this one, and another one of its crowd. */
  duplicateId: string
}

/** @param number tells the plot from every other one of a run */
export function plant(plot: Plot, number: number, crowds: Crowds): Planted {
  const { hasMiddleName, sex, isDoubled, isOfCrowd } = plot.looks
  const base = aPupil({ sex, forename: anUnlikeForename() })
  const surname = isOfCrowd ? crowds.mates.surname : isDoubled ? `${base.surname}-${aPupil().surname}` : base.surname
  const wasOfCrowd = plot.worlds.some(({ former }) => former === 'crowd')
  const dob = isOfCrowd || wasOfCrowd ? `${YEAR}${base.dob.slice(4).replace('02-29', '02-28')}` : base.dob
  const shown = { ...base, surname, dob, middleNames: hasMiddleName ? anUnlikeForename() : null }
  const crowded = { surname: crowds.former.surname, urn: MATES_SCHOOL }
  const inWorlds = plot.worlds.map((draw, world) => ({
    ...shown,
    ...hiddenValuesOf(draw, world, { number, authority: plot.authority, crowded }),
  }))
  const ids = { involvementId: randomUUID(), requestId: randomUUID(), duplicateId: randomUUID() }
  return { plot, inWorlds, beside: relativesOf(plot.beside, inWorlds, anUnlikeForename), crowds, ...ids }
}

/** A search of a plot as it is asked, whichever the world. */
export function criteriaFor({ inWorlds, beside, crowds }: Planted, draw: SearchDraw): SearchCriteria {
  const child: Sought = (beside.people[draw.who - 1]?.inWorlds ?? inWorlds)[draw.world]!
  const ofYear = (year: string | number): Partial<SearchCriteria> => {
    return { dateOfBirthFrom: `${year}-01-01`, dateOfBirthTo: `${year}-12-31` }
  }
  if (draw.family === 'former-crowd') return { familyName: crowds.former.surname, ...ofYear(YEAR) }
  if (draw.family === 'mates') return { familyName: crowds.mates.surname, ...ofYear(YEAR), schoolUrn: MATES_SCHOOL }
  const families = {
    current: child.surname,
    former: child.formerSurname ?? child.surname,
    beginning: `${child.surname.slice(0, 4)}*`,
  }
  return {
    familyName: families[draw.family],
    ...(draw.born === 'day' ? { dateOfBirth: child.dob } : ofYear(child.dob.slice(0, 4))),
    ...narrowing(child, draw),
  }
}

function narrowing(child: Sought, { more, wrong }: SearchDraw): Partial<SearchCriteria> {
  const values = criteriaOf(child)
  const chosen = more.flatMap((criterion, n) => {
    const { its, other } = values[criterion]
    const value = (wrong >> n) & 1 ? other : its
    return value === null ? [] : [[criterion, value] as const]
  })
  return Object.fromEntries(chosen)
}
