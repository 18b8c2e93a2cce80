import { readReference } from './fields/reference.ts'
import { nameParts, foldName } from '@contactpoint/text'
import { isOneEditApart } from './osa.ts'

const SHORTEST_NAME_WITH_A_SLIP = 4

let table: ReadonlyMap<string, ReadonlySet<string>> | undefined

/**
 * The given names that may stand for the same child's name: spellings (`mohammed`, `muhammad`), short forms (`kate`),
 * itself included; all normalised. Direct neighbours in the reference table only, in both directions: following them
 * further would make `elizabeth` and `alice` one name.
 *
 * Source: `reference/README.md`.
 */
export function givenNameVariants(name: string): ReadonlySet<string> {
  const normalised = foldName(name)
  return variantsTable().get(normalised) ?? new Set([normalised])
}

/** True when the two normalised words are one given name or its variants, in either direction. */
export function areVariants(a: string, b: string): boolean {
  return a === b || variantsTable().get(a)?.has(b) === true
}

/**
 * True when any given name of one list agrees with any of the other: equal, a known variant, or, from four letters on,
 * one edit apart. Any with any, because sources swap, drop and join first and middle names.
 */
export function givenNamesAgree(a: readonly string[], b: readonly string[]): boolean {
  const others = b.flatMap(nameParts)
  return a.flatMap(nameParts).some((one) => {
    const variants = givenNameVariants(one)
    return others.some((other) => variants.has(other) || isOneEditApart(one, other, SHORTEST_NAME_WITH_A_SLIP))
  })
}

function variantsTable(): ReadonlyMap<string, ReadonlySet<string>> {
  return (table ??= readTable())
}

/** The table is our own file and has no quoted cells, so a split reads it. */
function readTable(): Map<string, Set<string>> {
  const neighbours = new Map<string, Set<string>>()
  const link = (from: string, to: string): void => {
    const known = neighbours.get(from)
    if (known) known.add(to)
    else neighbours.set(from, new Set([from, to]))
  }
  for (const row of readReference('given-name-variants.csv')) {
    const [a, b] = row.split(',')
    if (!a || !b) throw new Error('given-name-variants.csv has a row without two names')
    link(a, b)
    link(b, a)
  }
  return neighbours
}
