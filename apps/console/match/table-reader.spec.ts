import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMatchConfig } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { readTable } from './table-reader.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'table-'))))
afterAll(() => rm(folder, { recursive: true }))

const CONFIG = readMatchConfig({
  id: 'id',
  fields: [
    { type: 'family-name', column: 'surname' },
    { type: 'date-of-birth', column: 'dob', format: 'DD/MM/YYYY' },
  ],
  right: {
    id: 'key',
    fields: [
      { type: 'family-name', column: 'last' },
      { type: 'date-of-birth', column: 'born' },
    ],
  },
})

async function file(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

describe('reading a table', () => {
  it('interns values and counts who has them', async () => {
    const left = await file('left.csv', 'surname,id,dob\nAhmed,a,09/11/2014\nAhmed,b,\nJones,c,09/11/2014\n')
    const { table, warnings } = await readTable(CONFIG, { left })
    expect(table).toMatchObject({ rows: 3, leftRows: 3, ids: ['a', 'b', 'c'] })
    expect([...table.columns[0]!.ids]).toEqual([1, 1, 2])
    expect([...table.columns[0]!.counts]).toEqual([0, 2, 1])
    expect([...table.columns[1]!.ids]).toEqual([1, 0, 1])
    expect(warnings).toEqual([])
  })

  it('reads a second list by its own columns, behind the first; both may use the same ids', async () => {
    const left = await file('left.csv', 'id,surname,dob\na,Ahmed,09/11/2014\n')
    const right = await file('right.csv', 'born,last,key\n2014-11-09,Ahmed,a\n')
    const { table } = await readTable(CONFIG, { left, right })
    expect(table).toMatchObject({ rows: 2, leftRows: 1, ids: ['a', 'a'] })
    expect(table.columns.map((column) => [...column.ids])).toEqual([
      [1, 1],
      [1, 1],
    ])
  })

  it('takes lists without rows', async () => {
    const left = await file('left.csv', 'id,surname,dob\n')
    const { table, warnings } = await readTable(CONFIG, { left })
    expect(table.rows).toBe(0)
    expect(warnings).toEqual([expect.stringMatching(/left\.csv has no rows\.$/)])
  })

  it('warns of dates that it cannot read, as of a wrong format', async () => {
    const left = await file('left.csv', 'id,surname,dob\na,Ahmed,11-09-2014\nb,Jones,1/2/2014\n')
    const { warnings } = await readTable(CONFIG, { left })
    expect(warnings).toEqual([expect.stringMatching(/1 of 2 dates in dob could not be read/)])
  })

  it('says how many rows had nothing in them', async () => {
    const left = await file('left.csv', 'id,surname,dob\na,Ahmed,09/11/2014\n,,\n,,\n')
    const { table, warnings } = await readTable(CONFIG, { left })
    expect(table.ids).toEqual(['a'])
    expect(warnings).toEqual([expect.stringMatching(/left\.csv: 2 rows have nothing in them and were passed over\.$/)])
  })

  it('warns of columns in which nothing can be used, list by list', async () => {
    const left = await file('left.csv', 'id,surname,dob\na,Ahmed,\nb,Jones,\n')
    const right = await file('right.csv', 'key,last,born\na,,2014-11-09\n')
    expect((await readTable(CONFIG, { left, right })).warnings).toEqual([
      expect.stringMatching(/left\.csv: nothing in dob can be used: .*"date-of-birth"/),
      expect.stringMatching(/right\.csv: nothing in last can be used: .*"family-name"/),
    ])
  })

  it.each([
    ['no names of columns', 'a,Ahmed,09/11/2014\nb,Jones,\n', /no column "id", nor any other .*name the columns\?$/],
    [
      'a missing column',
      'id,surname,dobb\n',
      /no column "dob", .*Did you mean "dobb"\? There are: id, surname, dobb\./,
    ],
    ['the id missing', 'surname,dob\n', /no column "id"/],
    ['a column twice', 'id,surname,dob,dob\n', /two columns "dob"/],
    ['an id twice', 'id,surname,dob\nsecret,Ahmed,\nb,Jones,\nsecret,Li,\n', /lines 2 and 4 have the same id/],
    ['no id', 'id,surname,dob\n,Ahmed,\n', /line 2 has no id/],
  ])('says what is wrong in one sentence and shows nobody: %s', async (_name, text, message) => {
    const left = await file('left.csv', text)
    const failure: unknown = await readTable(CONFIG, { left }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StackError)
    expect((failure as Error).message).toMatch(message)
    expect((failure as Error).message).not.toMatch(/secret|Ahmed|Jones/)
  })
})
