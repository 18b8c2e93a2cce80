import type { FedService } from '@contactpoint/contracts'
import { makeUpn } from '@contactpoint/synthetic'
import fc from 'fast-check'
import type { Pupil } from '../builders.ts'
import { INVOLVEMENT_DRAWS, type InvolvementDraw } from './hidden-involvements.ts'
import { REQUEST_DRAWS, type RequestDraw } from './hidden-requests.ts'
import { SERVICE_DRAWS } from './hidden-services.ts'

/** Schools by what a shield hides of them: which authority they make responsible for a child. */
const SCHOOLS = {
  /** Of Leeds, where the demo people work. */
  theirs: ['107809', '107810', '107813'],
  /** Of Bradford, where the demo people of another authority work. */
  others: ['101494', '107185', '107186'],
  elsewhere: ['100000'],
} as const

/** Whether the responsible authority is the same in all worlds: its officers learn that it is theirs, and nobody else does. */
export type Authority = 'theirs' | 'others' | 'differs'

/** What a shield hides of a child, as it is in one world. */
export type HiddenValues = Pick<Pupil, 'address' | 'contacts' | 'urn' | 'entryDate' | 'formerSurname' | 'upn'> & {
  gpPracticeCode: string | null
  dateOfDeath: string | null
  services: FedService[]
  involvements: InvolvementDraw[]
  requests: RequestDraw[]
}

/** The same before it is somebody's: phones, carers and numbers are made a child's own by its number. */
export interface HiddenDraw {
  address: { lines: string[]; area: string; place: number } | null
  contacts: { name: string; given: string; relationship: string; phone: number | null }[]
  school: number
  entryDay: number | null
  /** `crowd`: the family name of fifty others, which no child has had in the first world. */
  former: string | 'crowd' | null
  hasUpn: boolean
  gp: number | null
  /** Days ago. */
  died: number | null
  services: FedService[]
  involvements: InvolvementDraw[]
  requests: RequestDraw[]
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const WORD = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 24 })
const LINE = fc.array(WORD, { minLength: 1, maxLength: 5 }).map((words) => `${words.length} ${words.join(' ')}`)

const OWN_FORMER = fc.oneof(fc.constant(null), WORD)
const ANY_FORMER = fc.oneof(fc.constant(null), fc.constant('crowd' as const), WORD)

/** Of so many children one has had the name of the crowd: all who have are held against each other with each row. */
const ONE_OF_THE_CROWD_IN = 6

const hiddenDraw = (former: fc.Arbitrary<HiddenDraw['former']>): fc.Arbitrary<HiddenDraw> =>
  fc.record({
    address: fc.option(
      fc.record({
        lines: fc.array(LINE, { minLength: 1, maxLength: 4 }),
        area: fc.constantFrom('LS', 'BD', 'TR', 'HX', 'E'),
        place: fc.nat(3_999),
      }),
      { freq: 8 },
    ),
    contacts: fc.array(
      fc.record({
        name: WORD,
        given: WORD,
        relationship: fc.constantFrom('mother', 'father', 'grandparent', 'other'),
        phone: fc.option(fc.nat(99), { freq: 3 }),
      }),
      { maxLength: 4 },
    ),
    school: fc.nat(99),
    entryDay: fc.option(fc.integer({ min: 1, max: 28 }), { freq: 4 }),
    former,
    hasUpn: fc.boolean(),
    gp: fc.option(fc.nat(2), { freq: 2 }),
    died: fc.option(fc.nat(800), { freq: 1 }),
    services: SERVICE_DRAWS,
    involvements: INVOLVEMENT_DRAWS,
    requests: REQUEST_DRAWS,
  })

/** A year after a death nobody could ask for the shield. */
const RECENT_DAYS = 300
const DAY_MS = 86_400_000

/** What is hidden in each of so many worlds. */
export function hiddenDraws(worlds: number): fc.Arbitrary<HiddenDraw[]> {
  const drawn = (former: fc.Arbitrary<HiddenDraw['former']>): fc.Arbitrary<HiddenDraw[]> =>
    fc.array(hiddenDraw(former), { minLength: worlds, maxLength: worlds })
  return fc.oneof(
    { arbitrary: drawn(OWN_FORMER), weight: ONE_OF_THE_CROWD_IN - 1 },
    { arbitrary: drawn(ANY_FORMER), weight: 1 },
  )
}

/** Which child the values are of. */
export interface Owner {
  /** Tells it from every other child of a run. */
  number: number
  authority: Authority
  /** A former name and a school that would make fifty others too many to be shown. */
  crowded: { surname: string; urn: string }
}

/** The values of a draw as this child's own. No two children have a phone, a carer or a number in common by chance. */
export function hiddenValuesOf(draw: HiddenDraw, world: number, { number, authority, crowded }: Owner): HiddenValues {
  const own = wordOf(number)
  const anywhere = [...Object.values(SCHOOLS).flat(), ...(world % 2 === 1 ? [crowded.urn] : [])]
  const schools = authority === 'differs' ? anywhere : SCHOOLS[authority]
  const former = draw.former === 'crowd' ? (world === 0 ? null : crowded.surname) : draw.former
  return {
    address: draw.address && {
      lines: draw.address.lines,
      postcode: postcodeOf(draw.address.area, draw.address.place),
    },
    contacts: draw.contacts.map(({ name, given, relationship, phone }) => ({
      surname: capital(`${own}${name}`),
      forename: capital(given),
      relationship,
      phone: phone === null ? null : `078${String(number * 100 + phone).padStart(8, '0')}`,
    })),
    urn: schools[draw.school % schools.length]!,
    entryDate: draw.entryDay === null ? null : `2024-09-${String(draw.entryDay).padStart(2, '0')}`,
    formerSurname: draw.former === 'crowd' ? former : former && capital(`${former}${own}`),
    upn: draw.hasUpn ? makeUpn(String(3_834_001 + Math.floor(number / 999)), 2019, 1 + (number % 999)) : null,
    gpPracticeCode: draw.gp === null ? null : `B8600${draw.gp}`,
    dateOfDeath: draw.died === null ? null : daysAgo(world === 0 ? draw.died % RECENT_DAYS : draw.died),
    services: draw.services,
    involvements: draw.involvements,
    requests: draw.requests,
  }
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)
}

/** Of four thousand places of an area, the nth one's postcode. */
function postcodeOf(area: string, n: number): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  return `${area}${1 + (Math.floor(n / 200) % 20)} ${n % 10}${letters[Math.floor(n / 10) % 20]}A`
}

/** Letters that stand for a number. */
function wordOf(n: number): string {
  return [...String(n)].map((digit) => 'bdfgklmprt'[Number(digit)]! + 'aeiouaeiou'[Number(digit)]!).join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
