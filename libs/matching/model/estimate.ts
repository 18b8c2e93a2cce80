import { EXACT, MISSING } from '../compare/level-cache.ts'
import { codeNames } from '../compare/codes.ts'
import type { Table } from '../fields/table.ts'
import type { Frequencies } from './frequencies.ts'
import type { FieldModel, Model } from './model.ts'

/** By field and code; code 0, missing, is unused. */
export type Probabilities = readonly Float64Array[]

/** By field and code: see `codeNames`. */
export type CodeNames = readonly (readonly string[])[]

/**
 * Which fields go together among different people: a postcode with its town, a given name with a gender, an address with
 * a family name. Each field leans on one other at most, a coarser one, and its u-probabilities are then counted anew
 * among pairs that agree on that. Two fields that say one thing are so counted once.
 */
export interface Dependence {
  /** For each field the field it leans on, or -1. */
  readonly parents: readonly number[]
  /** u-probabilities when the parent agrees exactly; the ordinary ones where there is no parent. */
  readonly uGiven: Probabilities
}

/** What there is to know of the pairs of a table; a model is this, made into a document. */
export interface Estimate {
  readonly m: Probabilities
  readonly u: Probabilities
  /** m-probabilities when the field that this one leans on agrees exactly. */
  readonly mGiven: Probabilities
  readonly dependence: Dependence
  /** Probability that a random pair is of one person. */
  readonly prior: number
  readonly frequencies: readonly Frequencies[]
}

/** What to expect of pairs as if so many of them had been seen. */
const EXPECTED_M_PAIRS = 10
const EXPECTED_U_PAIRS = 1

/**
 * m-probabilities from counts of pairs of one person, drawn towards what is usual (mostly equal, sometimes nearly,
 * different in a tenth), so that a level without pairs has neither zero nor infinite weight, and a file with one row
 * has a model too.
 */
function mFrom(names: CodeNames, counts: Probabilities): Float64Array[] {
  return smoothed(counts, (field) => usual(names[field]!, 0.7, 0.1), EXPECTED_M_PAIRS)
}

/** The same for u-probabilities and pairs of different people. */
export function uFrom(names: CodeNames, counts: Probabilities): Float64Array[] {
  return smoothed(counts, (field) => usual(names[field]!, 0.02, 0.9), EXPECTED_U_PAIRS)
}

/** Before anything is learned. */
export function usualM(names: CodeNames): Float64Array[] {
  return mFrom(names, noCounts(names))
}

/** Room for counts by field and code. */
export function noCounts(names: CodeNames): Float64Array[] {
  return names.map((codes) => new Float64Array(codes.length))
}

/** Counts of pairs by field and code. */
export interface Counts {
  readonly all: Float64Array[]
  /** Of the pairs that agree exactly on the field that this one leans on. */
  readonly given: Float64Array[]
}

/** Adds one pair's codes, from `offset`, to the counts. */
export function addCodes(
  { all, given }: Counts,
  parents: readonly number[],
  codes: Uint8Array,
  offset: number,
  share = 1,
): void {
  for (let field = 0; field < parents.length; field++) {
    const code = codes[offset + field]!
    const parent = parents[field]!
    all[field]![code]! += share
    if (parent >= 0 && codes[offset + parent] === EXACT) given[field]![code]! += share
  }
}

/** m-probabilities from counts of pairs of one person; those given the parent lean on the others where pairs are few. */
export function bothM(names: CodeNames, { all, given }: Counts): { m: Float64Array[]; mGiven: Float64Array[] } {
  const m = mFrom(names, all)
  return { m, mGiven: smoothed(given, (field) => m[field]!, EXPECTED_M_PAIRS) }
}

/** Counts of codes by field over pairs. */
export function countCodes(codes: Uint8Array, names: CodeNames): Float64Array[] {
  const counts = noCounts(names)
  for (let at = 0; at < codes.length; at += names.length)
    for (let field = 0; field < names.length; field++) counts[field]![codes[at + field]!]!++
  return counts
}

export function modelOf(table: Table, estimate: Estimate, made: Model['made']): Model {
  const { m, u, mGiven, dependence, prior, frequencies } = estimate
  const parentName = (i: number): string | undefined => table.columns[dependence.parents[i]!]?.field.name
  const fields = table.columns.map(({ field }, i): FieldModel => ({
    name: field.name,
    type: field.type,
    ...(field.scheme ? { scheme: field.scheme } : {}),
    ...(parentName(i) === undefined ? {} : { leansOn: parentName(i)! }),
    levels: codeNames(table, i).map((name, code) => ({
      name,
      m: m[i]![code]!,
      u: u[i]![code]!,
      ...(parentName(i) === undefined ? {} : { mGiven: mGiven[i]![code]!, uGiven: dependence.uGiven[i]![code]! }),
    })),
    frequencies: frequencies[i]!.listed,
    otherFrequency: frequencies[i]!.other,
  }))
  return { version: 1, prior, fields, made }
}

function usual(names: readonly string[], exact: number, different: number): Float64Array {
  const between = (1 - exact - different) / Math.max(1, names.length - 3)
  const shares: Readonly<Record<string, number>> = { missing: 0, exact, different }
  return Float64Array.from(names, (name) => shares[name] ?? between)
}

function smoothed(counts: Probabilities, expected: (field: number) => Float64Array, strength: number): Float64Array[] {
  return counts.map((column, field) => {
    const drawn = expected(field)
    const known = column.map((count, code) => (code === MISSING ? 0 : count + strength * drawn[code]!))
    const total = known.reduce((sum, count) => sum + count, 0)
    return known.map((count) => count / total)
  })
}
