import type { AppendEntry } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { auditErrand, mergingErrand, moveErrand, restrictErrand, revokeErrand } from './errands.rules.ts'

const KINDS = {
  restrict: restrictErrand,
  merging: (childId: string, version: number) => mergingErrand({ childId, into: 'D', version }),
  move: (childId: string, version: number) => moveErrand({ childId, authority: '380', version }),
}
const childIds = fc.constantFrom('C', 'CC', 'C1')
const aims = fc.tuple(fc.constantFrom('restrict', 'merging', 'move'), childIds, fc.integer({ min: 1, max: 12 }))

describe('An errand', () => {
  it('is one with another only if it is of the same kind, for the same child and version: none is lost to another', () => {
    fc.assert(
      fc.property(aims, aims, (...both) => {
        const [one, other] = both.map(([kind, childId, version]) => KINDS[kind](childId, version)._id)
        expect(one === other).toBe(String(both[0]) === String(both[1]))
      }),
      { numRuns: 1_000 },
    )
  })

  it('to restrict is known beforehand by child and version, and says no more', () => {
    const payload = { childId: 'C', version: 4 }
    expect(restrictErrand('C', 4)).toEqual({ _id: 'restrict:C:4', kind: 'restrict', payload })
  })

  it('to merge says into which', () => {
    const payload = { childId: 'C', into: 'D', version: 4 }
    expect(mergingErrand(payload)).toEqual({ _id: 'merging:C:4', kind: 'merging', payload })
  })

  it('to move says to which authority', () => {
    const payload = { childId: 'C', authority: '380', version: 4 }
    expect(moveErrand(payload)).toEqual({ _id: 'move:C:4', kind: 'move', payload })
  })

  it('to end somebody’s rights is one for each case, and says whose', () => {
    const payload = { caseId: 'c-1', personId: 'p-1' } as Parameters<typeof revokeErrand>[0]
    expect(revokeErrand(payload)).toEqual({ _id: 'revoke:c-1', kind: 'revoke', payload })
  })

  it('to record carries the entry as it is, under its own id: sent twice it is recorded once', () => {
    const entry = { entryId: 'e-1', action: 'shield-request' } as AppendEntry
    expect(auditErrand(entry)).toEqual({ _id: 'e-1', kind: 'audit', payload: entry })
  })
})
