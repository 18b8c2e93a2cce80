import { WORK_KINDS, type WorkItem } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { rowsOf } from './work.rules.ts'

const item = (given: Partial<WorkItem>): WorkItem => ({
  ...{ kind: 'place', childId: 'C', id: 'i', dueAt: null, isLate: false, ...given },
})

describe('a work list', () => {
  it('has what is late on top, and else the order in which it came', () => {
    const items = [
      item({ id: '1' }),
      item({ id: '2', isLate: true }),
      item({ id: '3' }),
      item({ id: '4', isLate: true }),
    ]
    expect(rowsOf(items).map(({ id }) => id)).toEqual(['2', '4', '1', '3'])
  })

  it('leads to where each kind is done, whatever it is about', () => {
    for (const kind of WORK_KINDS) {
      const [row] = rowsOf([item({ kind })])
      expect([kind, row!.href ?? '/']).toEqual([kind, expect.stringMatching(/^\//)])
    }
    expect(rowsOf([item({ kind: 'confirm', childId: 'KLJ6G4D4VGLR' })])[0]!.href).toBe('/shields/KLJ6G4D4VGLR')
    expect(rowsOf([item({ kind: 'correct-contact', childId: null })])[0]!.href).toBeNull()
  })
})
