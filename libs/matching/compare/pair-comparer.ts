import type { Column, Table } from '../fields/table.ts'
import type { FieldModel, Model } from '../model/model.ts'
import { codeNames } from './codes.ts'
import { establishedNames } from './established-names.ts'
import { LevelCache, MISSING } from './level-cache.ts'
import { swappable, SwapFinder } from './swaps.ts'

/** Compares rows of a table field by field. One object a thread: it holds caches. */
export class PairComparer {
  /** Codes of one pair: one a column. */
  readonly width: number
  /** Columns that can only be compared together, since one's code depends on another's; each column is in one group. */
  readonly groups: readonly (readonly number[])[]
  /** Full names beside given and family name: what these have said is not said again. */
  private readonly repeating: readonly number[]
  private readonly columns: readonly ColumnComparer[]
  private readonly cells: Uint32Array
  private readonly swaps: SwapFinder

  /** @param model that the codes are for, when there is one already: it knows names which the table does not */
  constructor(table: Table, model?: Model) {
    this.width = table.columns.length
    this.cells = table.cells
    this.columns = table.columns.map(
      (column, index) => new ColumnComparer(column, codeNames(table, index), model?.fields[index]),
    )
    this.swaps = new SwapFinder(table.columns, (column) => codeNames(table, column).indexOf('swapped'))
    this.repeating = repeatingColumns(table)
    const together = [...new Set([...swappable(table.columns).flat(), ...this.repeating])]
    const alone = table.columns.map((_column, index) => index).filter((index) => !together.includes(index))
    this.groups = [...(together.length ? [together] : []), ...alone.map((index) => [index])]
  }

  /** Writes the codes of the pair into `codes` from `offset`. */
  compare(left: number, right: number, codes: Uint8Array, offset: number): void {
    for (const group of this.groups) this.compareColumns(group, left, right, codes, offset)
  }

  /** The same for one of the {@link groups}, written at the columns' own places. */
  compareColumns(group: readonly number[], left: number, right: number, codes: Uint8Array, offset = 0): void {
    for (const index of group) {
      const isSaid = this.repeating.includes(index) && isNamed(group, this.repeating, codes, offset)
      codes[offset + index] = isSaid ? MISSING : this.rows(index, left, right)
    }
    if (group.length > 1) this.swaps.mark(left, right, codes, offset)
  }

  private rows(column: number, left: number, right: number): number {
    return this.columns[column]!.values(
      this.cells[left * this.width + column]!,
      this.cells[right * this.width + column]!,
    )
  }
}

function repeatingColumns({ columns }: Table): number[] {
  const types = columns.map(({ field }) => field.type)
  if (!types.includes('given-name') || !types.includes('family-name')) return []
  return types.flatMap((type, index) => (type === 'full-name' ? [index] : []))
}

/** True when the given and the family name of both are known; the group begins with the two. */
function isNamed(group: readonly number[], repeating: readonly number[], codes: Uint8Array, offset: number): boolean {
  return group.every((index) => repeating.includes(index) || codes[offset + index] !== MISSING)
}

class ColumnComparer {
  private readonly cache: LevelCache
  private readonly isEstablished: (value: number) => boolean
  /** By code, what it becomes when both values are common; the code itself where that changes nothing. */
  private readonly whenCommon: readonly number[]

  constructor(column: Column, names: readonly string[], model: FieldModel | undefined) {
    this.cache = new LevelCache(column)
    this.whenCommon = names.map((name, code) => Math.max(code, names.indexOf(`${name}-common`)))
    const isNeeded = this.whenCommon.some((common, code) => common !== code)
    this.isEstablished = isNeeded ? establishedNames(column, model) : () => false
  }

  values(a: number, b: number): number {
    const code = this.cache.code(a, b)
    const common = this.whenCommon[code]!
    return common !== code && this.isEstablished(a) && this.isEstablished(b) ? common : code
  }
}
