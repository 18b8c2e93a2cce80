import type { Table } from '../fields/table.ts'
import type { PairScorer } from '../score/pair-scorer.ts'

interface Move {
  readonly from: number
  readonly to: number
}

/**
 * Tells whether of two rows at two homes another pair moved between the same two homes: two brothers who both have a
 * stranger of their own name and birthday, and these live together, are no chance. The two pairs must be plainly of two
 * children.
 */
export class MovedTogether {
  private readonly postcodes: Uint32Array | undefined
  private readonly moves = new Map<string, Move[]>()
  private readonly areTwo: PairScorer['arePlainlyTwo']

  constructor({ columns }: Table, scorer: PairScorer) {
    this.postcodes = columns.find(({ field }) => field.type === 'postcode')?.ids
    this.areTwo = (left, right) => scorer.arePlainlyTwo(left, right)
  }

  /** Remembers two rows with one name and birth date. */
  add(left: number, right: number): void {
    const move = this.move(left, right)
    if (!move) return
    const key = this.key(move)
    const known = this.moves.get(key)
    if (known) known.push(move)
    else this.moves.set(key, [move])
  }

  has(left: number, right: number): boolean {
    const move = this.move(left, right)
    if (!move) return false
    const others = this.moves.get(this.key(move)) ?? []
    return others.some(({ from, to }) => this.areTwo(from, move.from) && this.areTwo(to, move.to))
  }

  /** From the lower postcode to the higher; undefined where they are one or not known. */
  private move(left: number, right: number): Move | undefined {
    const [a, b] = [this.postcodes?.[left] ?? 0, this.postcodes?.[right] ?? 0]
    if (a === 0 || b === 0 || a === b) return undefined
    return a < b ? { from: left, to: right } : { from: right, to: left }
  }

  private key({ from, to }: Move): string {
    return `${this.postcodes![from]} ${this.postcodes![to]}`
  }
}
