import type { Table } from '../fields/table.ts'
import type { Weighed } from '../score/scored-pairs.ts'
import { absenceOf } from './hypotheses.ts'

/** The rows of a list that have a number of a national scheme, as those of a school roll: a register within the list. */
export class Register {
  /** 1 for a row with a number. */
  private readonly numbered: Uint8Array

  constructor(table: Table) {
    const schemes = table.columns.filter(({ field }) => isNational(field))
    this.numbered = Uint8Array.from({ length: table.rows }, (_, row) =>
      schemes.some(({ ids }) => ids[row] !== 0) ? 1 : 0,
    )
  }

  has(row: number): boolean {
    return this.numbered[row] === 1
  }

  rows(): number[] {
    return [...this.numbered.keys()].filter((row) => this.has(row))
  }

  /** How often the register has nobody who might be the person of a row without a number: above 0 to 1. */
  absence({ left, right, weight }: Weighed, split: number): number {
    const found = this.numbered.slice()
    for (let i = 0; i < weight.length; i++) {
      const [a, b] = [left[i]!, right[i]!]
      if (weight[i]! >= split && this.has(a) !== this.has(b)) found[a] = found[b] = 1
    }
    const others = this.numbered.reduce((sum, has) => sum + 1 - has, 0)
    return absenceOf(
      found.reduce((sum, has) => sum + 1 - has, 0),
      others,
    )
  }
}

function isNational({ type, scheme }: Table['columns'][number]['field']): boolean {
  return type === 'identifier' && (scheme ?? 'other') !== 'other'
}
