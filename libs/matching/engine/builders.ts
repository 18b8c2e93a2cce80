import { allCodeNames } from '../compare/codes.ts'
import { PairComparer } from '../compare/pair-comparer.ts'
import type { Field } from '../fields/field.ts'
import { TableBuilder } from '../fields/table-builder.ts'
import type { Table } from '../fields/table.ts'
import { isNhsNumber, isUpn } from '../identifiers.ts'
import { noCounts, uFrom, usualM } from '../model/estimate.ts'
import { rowFrequencies } from '../model/frequencies.ts'
import type { FieldModel, Model } from '../model/model.ts'
import { Random } from '../model/random.ts'
import { Contradictions, type Contradiction } from '../score/contradictions.ts'

// Tables, models and children for specs.

export const TODAY = '2026-01-01'

/** What is known of a child in specs; `case` is a number without a check, which its register gives. */
export const CHILD_FIELDS = [
  { type: 'given-name', name: 'given' },
  { type: 'family-name', name: 'family' },
  { type: 'date-of-birth', name: 'born' },
  { type: 'postcode', name: 'postcode' },
  { type: 'address', name: 'address' },
  { type: 'phone', name: 'phone' },
  { type: 'identifier', name: 'nhs', scheme: 'nhs-number' },
  { type: 'identifier', name: 'upn', scheme: 'upn' },
  { type: 'identifier', name: 'case' },
] as const satisfies readonly Field[]

export type Child = Readonly<Record<(typeof CHILD_FIELDS)[number]['name'], string>>

/** The texts of a child in the order of {@link CHILD_FIELDS}: of Ella Smith of Leeds, but for what is given. */
export function aChild(given: Partial<Child> = {}): string[] {
  const child: Child = {
    ...{ given: 'Ella', family: 'Hargreaves', born: '2015-03-04', postcode: 'LS1 4AP', address: '12 High Street' },
    ...{ phone: '', nhs: '', upn: '', case: '' },
    ...given,
  }
  return CHILD_FIELDS.map(({ name }) => child[name])
}

/** One list, or two when rows of a right list are given; the rows' ids are `l0`, `l1`, … and `r0`, `r1`, … */
export function aTable(
  fields: readonly Field[],
  rows: readonly (readonly string[])[],
  right?: readonly (readonly string[])[],
): Table {
  const builder = new TableBuilder(fields)
  rows.forEach((texts, row) => builder.add(`l${row}`, texts))
  if (right) {
    builder.startRight()
    right.forEach((texts, row) => builder.add(`r${row}`, texts))
  }
  return builder.build()
}

/** A table of children, one list. */
export function children(...rows: readonly Partial<Child>[]): Table {
  return aTable(CHILD_FIELDS, rows.map(aChild))
}

/** The rule between the first two rows; a rule is the same whichever of them is asked first. */
export function contradictionIn(table: Table, today = TODAY): Contradiction | null {
  const comparer = new PairComparer(table)
  const codes = new Uint8Array(comparer.width)
  comparer.compare(0, 1, codes, 0)
  const there = new Contradictions(table, today).of(0, 1, codes, 0)
  comparer.compare(1, 0, codes, 0)
  const back = new Contradictions(table, today).of(1, 0, codes, 0)
  if (back?.reason !== there?.reason) throw new Error('A rule depends on the order of the records')
  return there
}

/** The rule between two children of one family, birth date and address, but for what is given. */
export function between(a: Partial<Child>, b: Partial<Child>, today?: string): Contradiction | null {
  return contradictionIn(children(a, b), today)
}

/** A model that knows the table's values but has learned nothing: usual m, usual u, one pair in a thousand. */
export function aModel(table: Table, given: Partial<Model> = {}): Model {
  const names = allCodeNames(table)
  const [m, u] = [usualM(names), uFrom(names, noCounts(names))]
  const fields = table.columns.map((column, i): FieldModel => {
    const { listed, other } = rowFrequencies(column)
    const levels = names[i]!.map((name, code) => ({ name, m: m[i]![code]!, u: u[i]![code]! }))
    return { ...column.field, levels, frequencies: listed, otherFrequency: other }
  })
  return { version: 1, prior: 0.001, fields, made: { rows: table.rows, seed: 1, rounds: 0, today: TODAY }, ...given }
}

/** The n-th of the valid NHS numbers from a certain one on. */
export function nhsNumber(n: number): string {
  return validFrom(400_000_000 + n * 7, (nine) => Array.from('0123456789', (check) => `${nine}${check}`), isNhsNumber)
}

/** The n-th of the valid permanent UPNs of a school; a temporary one ends in a letter. */
export function upn(n: number, last = ''): string {
  const rest = `8012000${String(10_000 + n).slice(0, last ? 4 : 5)}${last}`
  return Array.from('ABCDEFGHJKLMNPQRTUVWXYZ', (check) => check + rest).find(isUpn)!
}

function validFrom(from: number, texts: (n: number) => string[], isValid: (text: string) => boolean): string {
  for (let n = from; ; n++) {
    const found = texts(n).find(isValid)
    if (found) return found
  }
}

const GIVEN =
  'Amelia Oliver George Priyanka Fatima Zofia Chidinma Arthur Muhammad Freya Florence Theodore Matilda Rosalind'
const FAMILY =
  'Smith Khan Taylor Okafor Brown Nowak Wilson Begum Evans Adeyemi Thomas Patel Walker Ali Wright Chen Green Hussain ' +
  'Clarke Kaur Hall Mensah Wood Ahmed Turner Popescu Hill Murphy Scott Ferreira'
const STREETS = 'High Street|Mill Lane|Station Road|Park Avenue|Church Close|Victoria Road|Green Lane|Queensway'

/**
 * Children who are nobody's brother or sister, the same for the same seed; each `copies` times one after the other, of
 * which every copy but the first has a slip in one field every third child.
 */
export function strangers(people: number, copies = 1, seed = 1): string[][] {
  const random = new Random(seed)
  const oneOf = (words: readonly string[]): string => words[random.below(words.length)]!
  return Array.from({ length: people }, (_, person) => {
    const child = aChild({
      given: oneOf(GIVEN.split(' ')),
      family: oneOf(FAMILY.split(' ')) + (person % 3 === 0 ? `-${oneOf(FAMILY.split(' '))}` : ''),
      born: `${2008 + random.below(14)}-0${1 + random.below(9)}-${10 + random.below(19)}`,
      postcode: `LS${1 + random.below(20)} ${1 + random.below(9)}${oneOf([...'ABDEFGH'])}${oneOf([...'JLNPQRS'])}`,
      address: `${1 + random.below(150)} ${oneOf(STREETS.split('|'))}`,
      phone: `0770090${1000 + random.below(9000)}`,
    })
    return Array.from({ length: copies }, (_copy, copy) =>
      copy > 0 && person % 3 === 0 ? withSlip(child, person % 2) : child,
    )
  }).flat()
}

function withSlip(texts: readonly string[], column: number): string[] {
  return texts.map((text, i) => (i === column ? text.slice(0, -2) + text.slice(-1) : text))
}
