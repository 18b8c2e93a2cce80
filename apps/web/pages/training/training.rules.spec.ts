import type { CascadeNode } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { rowErrors } from '../../layout/list-rows.rules.ts'
import { attendanceError, treeOf, WRONG_ROW, type Branch } from './training.rules.ts'

const node = (personId: string, children: number): CascadeNode => ({
  ...{ personId, children, authority: '383', state: 'live', isVoid: false, gave: 1 },
  ...{ accreditedAt: '', until: '', accreditedBy: 'x', certifiedBy: 'y', certifiedAt: '' },
})
const namesOf = (branches: Branch[]): unknown => branches.map(({ personId, below }) => [personId, namesOf(below)])

describe('the tree of who certified whom', () => {
  const levels: Record<string, CascadeNode[]> = {
    '': [node('a', 2), node('d', 0)],
    a: [node('b', 1), node('c', 0)],
    b: [node('e', 0)],
  }
  const level = (under = '') => Promise.resolve(levels[under] ?? [])

  it('is shown from the top down, or from somebody', async () => {
    expect(namesOf(await treeOf(level, undefined, 10))).toEqual([
      [
        'a',
        [
          ['b', [['e', []]]],
          ['c', []],
        ],
      ],
      ['d', []],
    ])
    expect(namesOf(await treeOf(level, 'b', 10))).toEqual([['e', []]])
  })

  it('is cut where more would be asked than is right for one page, and says so', async () => {
    const [first] = await treeOf(level, undefined, 1)
    expect(first!.below.map(({ isCut }) => isCut)).toEqual([true, false])
  })

  it('ends where two have certified each other', async () => {
    const circle: Record<string, CascadeNode[]> = { '': [node('a', 1)], a: [node('b', 1)], b: [node('a', 1)] }
    const tree = await treeOf((under = '') => Promise.resolve(circle[under]!), undefined, 100)
    expect(namesOf(tree)).toEqual([['a', [['b', [['a', []]]]]]])
  })
})

describe('an attendance list', () => {
  it('names each row that is wrong by its line', () => {
    const places = [{ field: 'rows.0.username', rule: 'isOneOfYourPeople' }]
    const list = 'username,acknowledged\n\nnobody,user-agreement\n'
    expect(rowErrors(places, list, WRONG_ROW)).toEqual([
      { line: 3, written: 'nobody,user-agreement', text: WRONG_ROW.username },
    ])
    expect(attendanceError([{ field: 'body', rule: 'isCsv' }])).toContain('comma')
    expect(attendanceError([{ field: 'rows', rule: 'arrayMaxSize' }])).toContain('200')
    expect(attendanceError([{ field: 'rows', rule: 'arrayMinSize' }])).toContain('no rows')
    expect(attendanceError([{ field: 'rows.0.other', rule: 'unknownField' }])).toContain('first line')
  })
})
