import type { HumanDecision, Table } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { basename } from 'node:path'
import { readColumns } from './csv-reader.service.ts'
import { contradictedLine, decisionOf, type WrittenDecision } from './decisions.rules.ts'
import type { InputFiles } from './table-reader.service.ts'

/** What decisions name of a table. */
type Ids = Pick<Table, 'rows' | 'leftRows' | 'ids'>

/**
 * Reads what people decided: `id_l,id_r,decision` with `same` or `different`. Other columns are left alone and an empty
 * decision is none yet, so that the file of unsure pairs, with one column more, will do.
 *
 * @param lists the files of the table, to be named in messages
 * @throws StackError with one sentence: an id that is in no list, something else than a decision, a contradiction
 */
export async function readDecisions(file: string, table: Ids, lists: InputFiles): Promise<HumanDecision[]> {
  const left = rowsById(table, 0, table.leftRows)
  const right = lists.right === undefined ? left : rowsById(table, table.leftRows, table.rows)
  const decisions: WrittenDecision[] = []
  await readColumns(file, ['id_l', 'id_r', 'decision'], ([idL = '', idR = '', cell = ''], line) => {
    const decision = decisionOf(cell)
    if (decision === null)
      throw new StackError(`line ${line}: the decision must be same or different, or empty while there is none.`)
    const rows = [rowOf(left, idL, line, lists.left), rowOf(right, idR, line, lists.right ?? lists.left)] as const
    if (rows[0] === rows[1]) throw new StackError(`line ${line} pairs the record ${idL} with itself.`)
    if (decision) decisions.push({ left: rows[0], right: rows[1], same: decision === 'same', line })
  })
  const line = contradictedLine(decisions)
  if (line !== undefined)
    throw new StackError(
      `${basename(file)}: line ${line} says different of two records that other lines make the same.`,
    )
  return decisions.map(({ left, right, same }) => ({ left, right, same }))
}

function rowsById({ ids }: Ids, from: number, to: number): Map<string, number> {
  const rows = new Map<string, number>()
  for (let row = from; row < to; row++) rows.set(ids[row]!, row)
  return rows
}

function rowOf(rows: ReadonlyMap<string, number>, id: string, line: number, list: string): number {
  const row = rows.get(id)
  if (row === undefined)
    throw new StackError(`line ${line}: there is no record with the id ${id} in ${basename(list)}.`)
  return row
}
