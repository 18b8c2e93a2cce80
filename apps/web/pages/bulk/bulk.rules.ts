import { MOST_IN_LIST, type FaultPlace } from '@contactpoint/contracts'

/** A row of a list that is wrong. */
export interface RowError {
  /** Its line in the list, the names being line 1. */
  line: number
  /** What stood there. */
  written: string
  text: string
}

const ROW = /^rows\.(\d+)\.(childId|ground)$/

/** What is wrong with rows, as the gateway tells it, each with what stood there. Empty lines are no rows. */
export function rowErrors(places: readonly FaultPlace[], list: string): RowError[] {
  const lines = list
    .split(/\r?\n/)
    .map((written, n) => ({ written: written.trim(), line: n + 1 }))
    .filter(({ written }) => written !== '')
  return places
    .map(({ field }) => ROW.exec(field))
    .filter((found) => found !== null)
    .map(([, row, field]) => {
      const { line, written } = lines[Number(row) + 1] ?? { line: Number(row) + 2, written: '' }
      return { line, written: written.slice(0, 80), text: WRONG[field as keyof typeof WRONG] }
    })
    .toSorted((one, other) => one.line - other.line)
}

const WRONG = {
  childId: 'No child of your desk has this number',
  ground: 'The ground is fleeing-abuse, adoption, police-protection or other',
} as const

/** What is wrong with the list as a whole, where no row is. */
export function listError(places: readonly FaultPlace[]): string {
  const [{ field, rule } = { field: '', rule: '' }] = places
  if (rule === 'isCsv') return 'Each row of the list needs two columns, child_id and ground, with a comma between them'
  if (field === 'rows' && rule === 'arrayMaxSize')
    return `A list has ${MOST_IN_LIST} rows at the most: send the rest as another`
  if (field === 'rows') return 'The list has no rows below the line child_id,ground'
  return 'The first line of the list must be child_id,ground'
}
