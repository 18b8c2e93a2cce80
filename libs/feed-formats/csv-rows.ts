import { FileFault, type FileFaultCode } from './file-fault.ts'

/** What the rows of a file are made of. */
export interface CsvLayout {
  /** The columns that a file has: all of them, and no other. */
  columns: readonly string[]
  /** Columns that refuse a file by their name, however they are spaced and capitalised: `sortCode`, `Sort code`. */
  neverKept: ReadonlySet<string>
  limits?: Partial<CsvLimits>
}

export interface CsvLimits {
  /** Characters of one cell. */
  cell: number
  /** Bytes of one row, its line end included: what the parser may hold at a time. */
  row: number
}

export interface CsvRow {
  /** By column, without blanks at both ends; null when there are more or fewer than columns: nobody knows which is which. */
  cells: Readonly<Record<string, string>> | null
  /** Its number among the rows after the header; 1 is the first. Blank rows are not counted. */
  row: number
  /** Where it begins; 1 is the first line of the file. */
  line: number
}

export const CSV_LIMITS: CsvLimits = { cell: 1_000, row: 20_000 }

/** Turns the cells of a file into rows by its header. */
export class CsvRowBuilder {
  readonly #layout: CsvLayout
  readonly #longestCell: number
  /** As the header has them; null until it was read. */
  #columns: string[] | null = null
  #count = 0
  #finished: CsvRow[] = []

  constructor(layout: CsvLayout) {
    this.#layout = layout
    this.#longestCell = layout.limits?.cell ?? CSV_LIMITS.cell
  }

  /** @throws FileFault when the row is a header of another file, or has a cell that is too long */
  add(written: readonly string[], line: number): void {
    const cells = written.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) return
    if (written.some((cell) => cell.length > this.#longestCell)) throw new FileFault('text-too-long', line)
    if (this.#columns === null) this.#columns = this.#asColumns(cells, line)
    else this.#finished.push({ cells: named(this.#columns, cells), row: ++this.#count, line })
  }

  /** Takes out the rows that are complete. */
  take(): CsvRow[] {
    const rows = this.#finished
    this.#finished = []
    return rows
  }

  /** @throws FileFault when there was no header */
  close(line: number): void {
    if (this.#columns === null) throw new FileFault('no-header', line)
  }

  #asColumns(header: string[], line: number): string[] {
    const code = this.#faultOfHeader(header)
    if (code) throw new FileFault(code, line)
    return header
  }

  #faultOfHeader(header: string[]): FileFaultCode | null {
    const { columns } = this.#layout
    const others = header.filter((name) => !columns.includes(name))
    if (others.length === header.length) return 'no-header'
    const refused = others.map((name) => this.#neverKept(name)).find((name) => name !== undefined)
    if (refused !== undefined) return `never-kept-${refused}`
    if (others.length > 0) return 'unknown-column'
    if (new Set(header).size < header.length) return 'repeated-column'
    return header.length < columns.length ? 'missing-column' : null
  }

  /** By the name in the layout, never by that in the file. */
  #neverKept(name: string): string | undefined {
    const key = keyOf(name)
    return [...this.#layout.neverKept].find((refused) => keyOf(refused) === key)
  }
}

function named(columns: readonly string[], cells: readonly string[]): Record<string, string> | null {
  if (cells.length !== columns.length) return null
  return Object.fromEntries(columns.map((column, i) => [column, cells[i]!]))
}

function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
