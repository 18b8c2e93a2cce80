import { comparatorOf } from '../fields/comparators.ts'
import { jaroWinkler } from '../fields/jaro-winkler.ts'
import { textOf, type Column } from '../fields/table.ts'
import { MISSING } from './level-cache.ts'

const SAME_NAME = 0.92

/**
 * Finds names in each other's place: given and family name exchanged, or a middle name used as the given name. Such a
 * pair gets a code of its own, since the two fields would otherwise both count as different.
 */
export class SwapFinder {
  private readonly pairs: readonly [SwapColumn, SwapColumn][]

  /** @param code of "swapped", by column; undefined where the column cannot be swapped */
  constructor(columns: readonly Column[], code: (column: number) => number | undefined) {
    this.pairs = swappable(columns).map(([a, b]) => [
      new SwapColumn(columns[a]!, a, code(a)!),
      new SwapColumn(columns[b]!, b, code(b)!),
    ])
  }

  /** Replaces the codes of a swapped pair. */
  mark(left: number, right: number, codes: Uint8Array, offset: number): void {
    for (const [a, b] of this.pairs) {
      const codeA = codes[offset + a.index]!
      const codeB = codes[offset + b.index]!
      if (!a.mayBeSwapped(codeA) || !b.mayBeSwapped(codeB) || (codeA === MISSING && codeB === MISSING)) continue
      const straight = isSame(a.text(left), b.text(right))
      const crossed = isSame(b.text(left), a.text(right))
      if (straight === false || crossed === false || !(straight || crossed)) continue
      if (codeA !== MISSING) codes[offset + a.index] = a.swapped
      if (codeB !== MISSING) codes[offset + b.index] = b.swapped
    }
  }
}

/** The pairs of columns that people exchange, by their numbers. */
export function swappable(columns: readonly Column[]): [number, number][] {
  const place = (type: string): number => columns.findIndex(({ field }) => field.type === type)
  const given = place('given-name')
  const others = [place('family-name'), place('middle-name')].filter((other) => other >= 0)
  return given < 0 ? [] : others.map((other) => [given, other])
}

class SwapColumn {
  readonly index: number
  readonly swapped: number
  private readonly column: Column
  private readonly weakest: number

  constructor(column: Column, index: number, swapped: number) {
    this.index = index
    this.swapped = swapped
    this.column = column
    this.weakest = comparatorOf(column.field).levels.length - 1
  }

  text(row: number): string {
    return textOf(this.column, this.column.ids[row]!)
  }

  /** Only a field that is missing or agrees in nothing much can be a swapped one. */
  mayBeSwapped(code: number): boolean {
    return code === MISSING || code >= this.weakest
  }
}

/** Also when one is one of several names: `imogen` and `imogen karen`. Undefined when one is missing. */
function isSame(a: string, b: string): boolean | undefined {
  if (a === '' || b === '') return undefined
  if (holdsWord(a, b) || holdsWord(b, a)) return true
  return a.charCodeAt(0) === b.charCodeAt(0) && jaroWinkler(a, b, SAME_NAME) >= SAME_NAME
}

function holdsWord(words: string, word: string): boolean {
  for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + 1)) {
    const end = at + word.length
    if ((at === 0 || words[at - 1] === ' ') && (end === words.length || words[end] === ' ')) return true
  }
  return false
}
