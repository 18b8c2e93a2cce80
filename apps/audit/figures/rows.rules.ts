import type { FigureRow } from '@contactpoint/contracts'

/** Rows as they are being added up. */
export class Rows {
  private readonly rows = new Map<string | null, { values: number[]; hidden: boolean[] }>()

  constructor(private readonly width: number) {}

  /** @param is 1 for each column that the cell counts in */
  add(key: string | null, is: readonly number[], { count, isHidden }: { count: number; isHidden: boolean }): void {
    const row = this.at(key)
    for (let n = 0; n < is.length; n++) {
      if (is[n] === 0) continue
      row.values[n]! += count
      row.hidden[n] ||= isHidden
    }
  }

  private at(key: string | null): { values: number[]; hidden: boolean[] } {
    const known = this.rows.get(key)
    if (known) return known
    const none = { values: Array<number>(this.width).fill(0), hidden: Array<boolean>(this.width).fill(false) }
    this.rows.set(key, none)
    return none
  }

  /** Of all of these keys, whether or not there is anything of them. */
  of(keys: readonly string[]): FigureRow[] {
    return keys.map((key) => toRow(key, this.at(key)))
  }

  /** Largest first; those without anything are left out. */
  bySize(): FigureRow[] {
    const rows = [...this.rows].map(([key, row]) => toRow(key, row)).filter((row) => row.masked || sizeOf(row) > 0)
    return rows.sort((one, other) => sizeOf(other) - sizeOf(one) || ((one.key ?? '') < (other.key ?? '') ? -1 : 1))
  }
}

/**
 * A number as a reader may know it: everything that they are shown is made of these and of nothing else. A manager's is that of a cell in
 * a month, rounded down: whatever is made of such, over any months and by anything, is the same for all numbers that are rounded to the
 * same, so that none of them can be worked out.
 */
export function published(count: number, roundedTo: number): { count: number; isHidden: boolean } {
  return { count: count - (count % roundedTo), isHidden: count > 0 && count < roundedTo }
}

function toRow(key: string | null, { values, hidden }: { values: number[]; hidden: boolean[] }): FigureRow {
  return {
    key,
    values: values.map((value, n) => (hidden[n] && value === 0 ? null : value)),
    masked: hidden.includes(true),
  }
}

/** What all of a row is together, by which rows are put in order. */
export function sizeOf({ values }: FigureRow): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
}
