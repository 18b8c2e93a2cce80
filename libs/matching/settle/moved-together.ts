import type { Column, Table } from '../fields/table.ts'
import type { OpenKind } from '../score/open-kinds.ts'
import type { PairScorer } from '../score/pair-scorer.ts'

interface Move {
  readonly left: number
  readonly right: number
}

export function isMove(kind: OpenKind | null): boolean {
  return kind === 'moved' || kind === 'moved-renamed'
}

/**
 * Tells whether of two rows at two homes another pair moved between the same two homes: two brothers who both have a
 * stranger of their own name and birthday, and these live together, are no chance. The two pairs must be plainly of two
 * children. A home is one postcode or one address, as it is written.
 */
export class MovedTogether {
  private readonly columns: readonly Column[]
  private readonly scorer: PairScorer
  private readonly moves = new Map<string, Move[]>()

  constructor({ columns }: Table, scorer: PairScorer) {
    this.columns = columns.filter(({ field }) => field.type === 'postcode' || field.type === 'address')
    this.scorer = scorer
  }

  /** Remembers two rows with one name and birth date. */
  add(left: number, right: number): void {
    for (const [key, move] of this.movesOf(left, right)) {
      const known = this.moves.get(key)
      if (known) known.push(move)
      else this.moves.set(key, [move])
    }
  }

  has(left: number, right: number): boolean {
    return this.movesOf(left, right).some(([key, move]) =>
      this.moves.get(key)?.some((other) => this.areOfTwo(move, other)),
    )
  }

  private areOfTwo(one: Move, other: Move): boolean {
    return this.scorer.arePlainlyTwo(one.left, other.left) && this.scorer.arePlainlyTwo(one.right, other.right)
  }

  /** From each of the one row's homes to each of the other's, always in the same direction. */
  private movesOf(left: number, right: number): [string, Move][] {
    return this.homes(left).flatMap((from) =>
      this.homes(right).flatMap((to): [string, Move][] => {
        if (from === to) return []
        return [from < to ? [`${from} ${to}`, { left, right }] : [`${to} ${from}`, { left: right, right: left }]]
      }),
    )
  }

  private homes(row: number): string[] {
    return this.columns.flatMap(({ ids }, column) => (ids[row] === 0 ? [] : [`${column}.${ids[row]}`]))
  }
}
