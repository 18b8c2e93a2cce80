import { describe, expect, it } from '@jest/globals'
import { rowErrors } from '../../layout/list-rows.rules.ts'
import { listError, WRONG_ROW } from './bulk.rules.ts'

describe('a list with rows that are wrong', () => {
  const list = 'child_id,ground\r\nA,adoption\r\n\r\nB,adoption\r\nC,loud\r\n'

  it('names each by its line, with what stands there: empty lines count as lines and are no rows', () => {
    const places = [
      { field: 'rows.2.ground', rule: 'isIn' },
      { field: 'rows.1.childId', rule: 'isOfThisDesk' },
    ]
    expect(rowErrors(places, list, WRONG_ROW)).toEqual([
      { line: 4, written: 'B,adoption', text: 'No child of your desk has this number' },
      { line: 5, written: 'C,loud', text: expect.stringContaining('fleeing-abuse') },
    ])
  })

  it('names no row where the list itself is wrong', () => {
    expect(rowErrors([{ field: 'body', rule: 'isCsv' }], list, WRONG_ROW)).toEqual([])
    expect(rowErrors([{ field: 'rows.0.other', rule: 'unknownField' }], list, WRONG_ROW)).toEqual([])
    expect(listError([{ field: 'body', rule: 'isCsv' }])).toContain('comma')
    expect(listError([{ field: 'rows', rule: 'arrayMaxSize' }])).toContain('200')
    expect(listError([{ field: 'rows', rule: 'arrayMinSize' }])).toContain('no rows')
    expect(listError([{ field: 'rows.0.other', rule: 'unknownField' }])).toContain('first line')
  })
})
