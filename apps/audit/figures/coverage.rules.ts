import {
  COVERAGE_CELLS,
  COVERAGE_KINDS,
  type CountedRow,
  type CoverageCell,
  type CoverageKind,
  type FigureRow,
  type OwnedColumn,
  SOURCES,
} from '@contactpoint/contracts'
import { published, Rows } from './rows.rules.ts'

const HAS: Readonly<Record<CoverageKind, (cell: CoverageCell) => boolean>> = {
  school: ({ school }) => school,
  gp: ({ practice }) => practice,
  involvement: ({ involved }) => involved !== 'nobody',
  'lead-professional': ({ involved }) => involved === 'lead',
}

/** Of how many children each source has said anything: of all authorities together, and so for auditors alone, who are told numbers as they are. */
export function sourceRows(counted: readonly CountedRow[]): { columns: OwnedColumn[]; rows: FigureRow[] } {
  const rows = new Rows(2)
  for (const {
    counts: [all = 0, ...told],
  } of counted)
    SOURCES.forEach((source, n) => {
      rows.add(source, [1, 0], published(told[n] ?? 0, 1))
      rows.add(source, [0, 1], published(all - (told[n] ?? 0), 1))
    })
  return { columns: ['known', 'not-known'], rows: rows.of(SOURCES) }
}

/**
 * Of how many children it is known who works with them, by what is known, or by authority. Every child is in one cell of one authority, and
 * each cell is rounded before anything is added up: whatever somebody is told is made of these.
 */
export function coverageRows(
  counted: readonly CountedRow[],
  by: 'kind' | 'authority',
  roundedTo: number,
): { columns: OwnedColumn[]; rows: FigureRow[] } {
  const columns: OwnedColumn[] = by === 'kind' ? ['known', 'not-known'] : ['children', ...COVERAGE_KINDS]
  const rows = new Rows(columns.length)
  for (const { key, counts } of counted)
    COVERAGE_CELLS.forEach((cell, n) => {
      const count = published(counts[n] ?? 0, roundedTo)
      const has = COVERAGE_KINDS.map((kind) => Number(HAS[kind](cell)))
      if (by === 'authority') rows.add(key, [1, ...has], count)
      else COVERAGE_KINDS.forEach((kind, place) => rows.add(kind, [has[place]!, 1 - has[place]!], count))
    })
  return { columns, rows: by === 'kind' ? rows.of(COVERAGE_KINDS) : rows.bySize() }
}
