/** A cell of a table; numbers from 0 to 1 are written by {@link shareCell}. */
export type Cell = string | number | undefined

/** A table that is as good to read in a terminal as in markdown: cells are padded to the width of their column. */
export function markdownTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => (cell === undefined ? '-' : String(cell))))
  const widths = header.map((_name, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`
  const [names, ...body] = cells.map(line)
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [names, rule, ...body].join('\n')
}

/** `.9871`; a whole one is `1`, so that nothing that is rounded looks perfect. */
export function shareCell(share: number | undefined): Cell {
  if (share === undefined) return undefined
  if (share === 1 || share === 0) return share
  const text = share.toFixed(4)
  return text === '1.0000' ? '.99995+' : text.replace(/^0/, '')
}

/** `1.0000 / .9745 / .9871`: precision, recall and F1. */
export function qualityCell(quality: { precision: number; recall: number; f1: number } | undefined): Cell {
  return quality && [quality.precision, quality.recall, quality.f1].map(shareCell).join(' / ')
}

export function countCell(count: number): string {
  return count.toLocaleString('en-GB')
}
