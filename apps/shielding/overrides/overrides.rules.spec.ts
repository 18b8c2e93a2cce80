import type { ChildRecord } from '@contactpoint/contracts'
import { aCaller, aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import type { Stance } from '../protection/protection.rules.ts'
import { attempted, attemptAsked, beginning, overrideEntry, warningFor } from './overrides.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const record: ChildRecord = { full: false, child: aVisibleChild(childId) }
const stance = (given: Partial<Stance> = {}): Stance => ({
  ...{ childId, version: 3, view: 'visible', isSealed: false },
  ...given,
})
const nothing = [{ childId, shown: 'nothing' }]

describe('An attempt to override a shield', () => {
  it('is recorded with its reason and its reference, if it has one', () => {
    const ask = { childId, reason: 'assessment' } as const
    expect(attemptAsked(ask)).toEqual({
      ...{ action: 'override-attempt', reason: 'assessment', particulars: { caseReference: null } },
    })
    expect(attemptAsked({ ...ask, caseReference: 'EH/1' }).particulars).toEqual({ caseReference: 'EH/1' })
  })

  it('is of a shielded child, and shows nothing of it', () => {
    const done = { outcome: 'done', children: nothing, stances: [] }
    expect(attempted(record, stance())).toEqual({ content: { isShielded: true }, ...done })
    const whole = { ...record, full: true } as ChildRecord
    expect(attempted(whole, stance({ view: 'full' }))).toEqual({ content: { isShielded: false }, ...done })
  })

  it('is of one that looks shielded, since it is hidden because of another, as of one that is', () => {
    expect(attempted(record, stance({ view: 'full' }))).toEqual(attempted(record, stance()))
  })

  it('is of nobody where there is no record, or a sealed one: the same answer', () => {
    const nobody = { content: null, outcome: 'not-found', children: nothing, stances: [] }
    expect(attempted(null, stance())).toEqual(nobody)
    expect(attempted(record, stance({ isSealed: true }))).toEqual(nobody)
  })

  it('warns of what follows: for how long, and that somebody checks', () => {
    expect(warningFor(10)).toMatch(/for 10 minutes, .*checks now.*if you stop here/)
    expect(warningFor(1)).toMatch(/for one minute, /)
    expect(warningFor(10).length).toBeLessThanOrEqual(500)
  })
})

describe('What the log says of an override', () => {
  it('is which case it is of, before the record can be read', async () => {
    const [asked, read] = beginning({ childId, attemptId: 'c-1', pin: '1', code: '2' })
    expect(asked).toEqual({ action: 'override', reason: null, particulars: { caseId: 'c-1' } })
    expect(await read()).toEqual({ content: true, outcome: 'done', children: nothing, stances: [] })
    expect(JSON.stringify(asked)).not.toMatch(/pin|code/)
  })

  it('is what was refused or ended, by whom, about which child', () => {
    const what = { childId, caseId: 'c-1', outcome: 'refused' } as const
    expect(overrideEntry('e-1', aCaller({ personId: 'p-7' }), 'override', what)).toMatchObject({
      ...{ entryId: 'e-1', caller: { personId: 'p-7' }, action: 'override', outcome: 'refused' },
      ...{ children: nothing, particulars: { caseId: 'c-1' } },
    })
  })
})
