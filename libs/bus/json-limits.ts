import { Fault } from '@contactpoint/contracts'

/** How much of a question is looked at before it is refused whole. */
export interface JsonLimits {
  /** Objects and lists within each other. */
  depth: number
  /** Values in all, objects and lists among them. */
  values: number
  /** Whether null may stand anywhere. */
  nulls: boolean
}

/** A person's or a supplier's question: a search with every criterion has 20 values. */
export const EDGE_LIMITS: JsonLimits = { depth: 6, values: 500, nulls: false }
/** A question between services: 200 rows of a feed, in a message of one megabyte. */
export const INSIDE_LIMITS: JsonLimits = { depth: 16, values: 250_000, nulls: true }

/** Names that mean something to the language: libraries pass over them without a word, so they would never be refused. */
const NEVER_FIELDS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Refuses what is too deep, too much, or carries a name that the check of shapes would not see; in time linear in what it takes
 * at the most.
 *
 * @throws Fault `invalid-request`
 */
export function assertWithin(question: object, { depth, values, nulls }: JsonLimits): void {
  let level: object[] = [question]
  let seen = 0
  for (let below = 0; level.length > 0; below++) {
    if (below > depth) throw Fault.invalid('body', 'maxDepth')
    const next: object[] = []
    for (const one of level)
      for (const [name, value] of Object.entries(one)) {
        if ((seen += 1) > values) throw Fault.invalid('body', 'maxValues')
        if (NEVER_FIELDS.has(name) && !Array.isArray(one)) throw Fault.invalid('(unknown)', 'unknownField')
        if (typeof value === 'object' && value !== null) next.push(value as object)
        else if (value === null && !nulls) throw Fault.invalid(placeOf(name), 'isNotNull')
      }
    level = next
  }
}

/** The name of a field is the client's own text: only one that looks like a field and no name is repeated. */
export function placeOf(name: string): string {
  return /^[a-z][A-Za-z]{0,29}$/.test(name) ? name : '(unknown)'
}
