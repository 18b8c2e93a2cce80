import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StackError } from '@contactpoint/stack/stack-error'
import { readDecisions } from './decisions-reader.service.ts'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'decisions-'))))
afterAll(() => rm(folder, { recursive: true }))

const ONE_LIST = { rows: 4, leftRows: 4, ids: ['a', 'b', 'c', 'd'] }
const TWO_LISTS = { rows: 4, leftRows: 2, ids: ['a', 'b', 'b', 'a'] }

async function read(text: string, table = ONE_LIST) {
  const file = join(folder, 'decisions.csv')
  await writeFile(file, text)
  return readDecisions(file, table, { left: 'left.csv', ...(table === TWO_LISTS && { right: 'right.csv' }) })
}

describe('reading what people decided', () => {
  it('takes the file of unsure pairs with one column more, and leaves out what nobody has decided', async () => {
    const text = 'id_l,id_r,weight,reason,decision\na,c,0,possible-twins,same\nb,d,0,,\nd,a,1,x,Different\n'
    expect(await read(text)).toEqual([
      { left: 0, right: 2, same: true },
      { left: 3, right: 0, same: false },
    ])
  })

  it('looks the first id up in the left list and the second in the right, as both may use the same', async () => {
    expect(await read('id_l,id_r,decision\na,a,same\n', TWO_LISTS)).toEqual([{ left: 0, right: 3, same: true }])
  })

  it.each([
    [
      'names an id that is in no list',
      'a,x,same',
      /^decisions\.csv: line 2: there is no record with the id x in left\.csv\.$/,
    ],
    ['says another word', 'a,b,maybe', /^decisions\.csv: line 2: the decision must be same or different, or empty/],
    ['pairs a record with itself', 'a,a,same', /^decisions\.csv: line 2 pairs the record a with itself\.$/],
    ['contradicts itself', 'a,b,same\nb,a,different', /^decisions\.csv: line 3 says different of two records/],
  ])('says what is wrong in one sentence when it %s', async (_name, lines, message) => {
    const failure: unknown = await read(`id_l,id_r,decision\n${lines}\n`).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(StackError)
    expect((failure as Error).message).toMatch(message)
  })

  it('says which list lacks the id, of two', async () => {
    await expect(read('id_l,id_r,decision\na,c,same\n', TWO_LISTS)).rejects.toThrow(/the id c in right\.csv/)
  })

  it('says which columns it needs', async () => {
    await expect(read('a,b\n')).rejects.toThrow(/must have the columns id_l,id_r,decision\.$/)
  })
})
