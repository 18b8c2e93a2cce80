import type { Candidate, Compared, ComparedRecord } from '@contactpoint/contracts'
import { compared, type ComparedPair, type Pair } from './differences.rules.ts'
import { day, phone, words } from './words.rules.ts'

interface Thing {
  label: string
  /** Null: it does not say it. */
  of: (record: ComparedRecord) => string | null
  /** By which both were held against each other; missing: only what is shown is. */
  thing?: Compared
}

const THINGS: readonly Thing[] = [
  { label: 'Name', of: ({ name }) => fullName(name), thing: 'name' },
  { label: 'Date of birth', of: ({ dateOfBirth }) => day(dateOfBirth), thing: 'date-of-birth' },
  { label: 'Gender', of: ({ gender }) => words(gender), thing: 'gender' },
  { label: 'Address', of: ({ address }) => address && address.lines.join(', ') },
  { label: 'Postcode', of: ({ address }) => address && address.postcode, thing: 'postcode' },
  { label: 'Carers', of: ({ carers }) => carers.map(carerOf).join('; ') || null, thing: 'carers' },
  { label: 'School (URN)', of: ({ schoolUrn }) => schoolUrn, thing: 'school' },
  { label: 'GP practice', of: ({ gpPracticeCode }) => gpPracticeCode, thing: 'gp-practice' },
]

/** Numbers of other agencies are shown to nobody: whether they agree is. */
const NOT_SHOWN = 'Not shown'

/** A row or a record beside a child that it may be about, thing by thing, each as the directory held one against the other. */
export function besideOf(record: ComparedRecord, candidate: Candidate): ComparedPair[] {
  const told = new Map(candidate.compared.map(({ thing, agreement }) => [thing, LIKENESS[agreement]]))
  const shown = THINGS.map(({ label, of, thing }): Pair => {
    const likeness = thing && told.get(thing)
    const pair = { label, left: of(record), right: of(candidate) }
    // What one of them does not say is seen on the page.
    return likeness === undefined || likeness === 'unknown' ? pair : { ...pair, told: likeness }
  })
  const numbers = { label: 'Numbers of agencies', left: NOT_SHOWN, right: NOT_SHOWN }
  return compared([...shown, { ...numbers, told: told.get('identifiers') ?? 'unknown' }])
}

const LIKENESS = { agrees: 'alike', differs: 'different', unknown: 'unknown' } as const

/** `Grace Mainwood, born 27 June 2012`. */
export function whoIs({ name, dateOfBirth }: Pick<ComparedRecord, 'name' | 'dateOfBirth'>): string {
  return `${fullName(name)}, born ${day(dateOfBirth)}`
}

function fullName({ given, family }: ComparedRecord['name']): string {
  return [...given, family].join(' ')
}

function carerOf({ name, relationship, phone: number }: ComparedRecord['carers'][number]): string {
  return `${fullName(name)} (${words(relationship).toLowerCase()}${number ? `, ${phone(number)}` : ''})`
}
