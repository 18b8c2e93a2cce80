import { MOST_IN_LIST, type FaultPlace } from '@contactpoint/contracts'

/** What is wrong with a row, by its column. */
export const WRONG_ROW = {
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
