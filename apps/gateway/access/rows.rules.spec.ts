import { describe, expect, it } from '@jest/globals'
import { rowsOf } from './rows.rules.ts'

describe('the rows of a list', () => {
  const rows = [
    { childId: 'A', ground: 'other' },
    { childId: 'B', ground: 'adoption' },
  ]

  it.each([
    'child_id,ground\nA,other\nB,adoption\n',
    '\uFEFFchild_id,ground\r\nA,other\r\nB,adoption',
    'CHILD_ID , GROUND\n"A", other\n\nB,"adoption"\n\n',
    'ground,child_id\nother,A\nadoption,B\n',
  ])('are read by the names of their columns, as spreadsheets write them: %j', (text) => {
    expect(rowsOf(text)).toEqual(rows)
  })

  it('keep a column that nobody knows, so that the list is refused with it', () => {
    expect(rowsOf('child_id,ground,note\nA,other,x')).toEqual([{ childId: 'A', ground: 'other', note: 'x' }])
  })

  it.each(['child_id,ground\nA', 'child_id,ground\nA,other,x', 'child_id,ground\n"A'])('are none of %j', (text) => {
    expect(() => rowsOf(text)).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })

  it('are none where nothing was sent', () => {
    for (const body of [undefined, '', {}]) expect(rowsOf(body)).toEqual([])
  })
})
