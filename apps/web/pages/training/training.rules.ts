import { MOST_ATTENDANCES, SYLLABUS_ITEMS, type CascadeNode, type FaultPlace } from '@contactpoint/contracts'

/** What is wrong with a row of an attendance list, by its column. */
export const WRONG_ROW = {
  username: 'Nobody whom you may train has this user name, or it is yours',
  acknowledged: `Items of the syllabus with blanks between them, like ${SYLLABUS_ITEMS[0]}`,
} as const

/** What is wrong with the list as a whole, where no row is. */
export function attendanceError(places: readonly FaultPlace[]): string {
  const [{ field, rule } = { field: '', rule: '' }] = places
  if (rule === 'isCsv') return 'Each row needs two columns, username and acknowledged, with a comma between them'
  if (field === 'rows' && rule === 'arrayMaxSize')
    return `A list has ${MOST_ATTENDANCES} rows at the most: send the rest as another`
  if (field === 'rows') return 'The list has no rows below the line username,acknowledged'
  return 'The first line of the list must be username,acknowledged'
}

/** A trainer, with those below them as far as they were asked for. */
export interface Branch extends CascadeNode {
  below: Branch[]
  /** There are more below than are shown. */
  isCut: boolean
}

/**
 * The tree of who certified whom, from one level down.
 *
 * @param level asks for those below somebody; left out: those at the top
 * @param most levels that are asked for, since each is a question; what is not shown has a page of its own
 */
export async function treeOf(
  level: (under?: string) => Promise<readonly CascadeNode[]>,
  under: string | undefined,
  most: number,
): Promise<Branch[]> {
  let left = most
  const grow = async (node: CascadeNode, above: readonly string[]): Promise<Branch> => {
    const isAsked = node.children > 0 && left > 0 && !above.includes(node.personId)
    if (!isAsked) return { ...node, below: [], isCut: node.children > 0 }
    left -= 1
    return { ...node, below: await growAll(await level(node.personId), [...above, node.personId]), isCut: false }
  }
  const growAll = async (nodes: readonly CascadeNode[], above: readonly string[]): Promise<Branch[]> => {
    const grown: Branch[] = []
    for (const node of nodes) grown.push(await grow(node, above))
    return grown
  }
  return growAll(await level(under), under ? [under] : [])
}
