import { APPEAL_CODES } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { appealEntry, newAppeal, toAppeal } from './appeals.rules.ts'
import { APPEAL_STATES } from './appeals.schema.ts'

const now = new Date('2026-06-27T09:00:00Z')
const caller = aCaller({ personId: 'p-7' })
const manager = aCaller({ personId: 'm-1', role: 'cpmt' })
const appeal = newAppeal('a-1', caller, 'school-intake', now)
const asked = { personId: 'p-7', role: 'practitioner', organisation: 'Leeds', code: 'school-intake' }

describe('An appeal', () => {
  it('is open until somebody decides, and knows for whom, why and since when', () => {
    const undecided = { state: 'open', by: null, decidedAt: null }
    expect(appeal).toEqual({ _id: 'a-1', ...asked, identity: 'p-7', authority: '383', askedAt: now, ...undecided })
  })

  it('keeps nothing of the session it was made in', () => {
    expect(JSON.stringify(appeal)).not.toMatch(new RegExp(`s-1|${caller.trace}`))
  })

  it('is shown to the management as who asks, for which kind of work and when; not what became of it', () => {
    const shown = { appealId: 'a-1', ...asked, askedAt: '2026-06-27T09:00:00.000Z' }
    expect(toAppeal({ ...appeal, state: 'grant', by: 'm-1', decidedAt: now })).toEqual(shown)
  })
})

describe('What the log says of an appeal', () => {
  it.each(APPEAL_STATES)('is by whom it became %s and for which kind of work, and never of a child', (state) => {
    for (const code of APPEAL_CODES) {
      const { caller: by, ...said } = appealEntry('e-1', manager, { ...appeal, state, code })
      expect(by).toEqual({ personId: 'm-1', role: 'cpmt', organisation: 'Leeds', trace: manager.trace })
      expect(said).toEqual({
        entryId: 'e-1',
        action: 'budget-appeal',
        outcome: 'done',
        reason: null,
        children: [],
        particulars: { appealId: 'a-1', state, code },
      })
    }
  })
})
