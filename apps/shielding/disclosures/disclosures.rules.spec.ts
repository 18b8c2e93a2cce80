import { REASONS, type ChildRecord } from '@contactpoint/contracts'
import { aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { disclosureAsked, shownRecord } from './disclosures.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const nothing = { address: null, education: null, gpPracticeCode: null, authority: null }
const hidden = { formerNames: [], carers: [], involvements: [], ...nothing }
const records: ChildRecord[] = [
  { full: false, child: aVisibleChild(childId) },
  { full: true, child: { ...aVisibleChild(childId), ...hidden } },
]

describe('A disclosure', () => {
  it('is asked for with a reason, and has its case reference in the sealed part only', () => {
    for (const reason of REASONS) {
      expect(disclosureAsked({ childId, reason, caseReference: 'EH/14' })).toEqual({
        action: 'disclosure',
        reason,
        particulars: { caseReference: 'EH/14' },
      })
      expect(disclosureAsked({ childId, reason }).particulars).toEqual({ caseReference: null })
    }
  })

  it('is recorded as what of the child leaves, whatever the stance said, and is guarded by that stance', () => {
    for (const record of records)
      for (const view of ['full', 'visible'] as const) {
        const stance = { childId, version: 3, view, isSealed: false }
        expect(shownRecord(record, stance)).toEqual({
          content: record,
          outcome: 'shown',
          children: [{ childId, shown: record.full ? 'full' : 'visible' }],
          stances: [stance],
        })
      }
  })
})
