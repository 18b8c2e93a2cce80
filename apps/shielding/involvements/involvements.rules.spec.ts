import type { InvolvementFound, Role } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  ADDING_ASKED,
  changeAsked,
  isTheirs,
  listOf,
  mayChange,
  mayReport,
  reportAsked,
  reviewAsked,
  reviewShown,
  stepTaken,
} from './involvements.rules.ts'

const found = (given: Partial<InvolvementFound> = {}): InvolvementFound => ({
  ...{ childId: 'KLJ6G4D4VGLR', isChildShown: true, childAuthority: '380', isSensitive: false, isWithdrawn: false },
  ...{ owner: { authority: '383', organisation: 'Leeds' }, recordedBy: 'p-9' },
  ...given,
})
const colleague = aCaller()
const stranger = aCaller({ authority: '380', organisation: 'Bradford' })
const recorder = aCaller({ personId: 'p-9', authority: '380', organisation: 'Bradford' })
const team = aCaller({ role: 'cpmt', authority: '380', organisation: 'Bradford' })
const full = { view: 'full' } as const
const visible = { view: 'visible' } as const

describe('an involvement may be changed', () => {
  it('by people of the organisation that owns it, and by who recorded it', () => {
    for (const caller of [colleague, recorder]) expect(mayChange(caller, found())).toBe(true)
  })

  it('by nobody of another organisation, of one of the same name elsewhere, or of another of the same authority', () => {
    const others = [stranger, aCaller({ authority: '380' }), aCaller({ organisation: 'Leeds Youth' }), team]
    for (const caller of others) expect(mayChange(caller, found())).toBe(false)
  })
})

describe('that a contact is wrong may be said', () => {
  it('by whoever is shown it', () => {
    expect(mayReport(stranger, found(), full)).toBe(true)
  })

  it('of a child that is shielded, or covered, by nobody whom it is hidden from', () => {
    for (const caller of [stranger, team]) {
      expect(mayReport(caller, found(), visible)).toBe(false)
      expect(mayReport(caller, found({ isChildShown: false }), full)).toBe(false)
    }
    expect(mayReport(colleague, found({ isChildShown: false }), visible)).toBe(true)
  })

  it('of a sensitive service by its owner and the management team of the child alone, whoever else asks (S33)', () => {
    const role = fc.constantFrom<Role>('practitioner', 'shield-officer', 'cpmt')
    fc.assert(
      fc.property(
        role,
        fc.constantFrom('380', '383', '201'),
        fc.constantFrom('Leeds', 'Other'),
        (of, authority, at) => {
          const caller = aCaller({ role: of, authority, organisation: at })
          const isOwner = authority === '383' && at === 'Leeds'
          const isTeam = of === 'cpmt' && authority === '380'
          expect(mayReport(caller, found({ isSensitive: true }), full)).toBe(isOwner || isTeam)
        },
      ),
    )
  })

  it('by nobody when its consent was withdrawn', () => {
    for (const caller of [colleague, recorder, team])
      expect(mayReport(caller, found({ isSensitive: true, isWithdrawn: true }), full)).toBe(false)
  })
})

describe('the management team of a child', () => {
  it('is that of the authority that is responsible for it, and there is none of a child that nobody is responsible for', () => {
    expect(isTheirs(team, '380')).toBe(true)
    expect([isTheirs(team, '383'), isTheirs(stranger, '380'), isTheirs(team, null)]).toEqual([false, false, false])
    expect(isTheirs(aCaller({ role: 'cpmt', authority: '' }), null)).toBe(false)
  })
})

describe('the list of a code', () => {
  it.each([
    ['383', 'authority'],
    ['100000', 'school'],
    ['A81001', 'practice'],
    ['A100000', 'practice'],
    ['1000001', 'practice'],
  ])('%s is that of %s', (code, list) => {
    expect(listOf(code)).toBe(list)
  })
})

describe('what the log says of a step', () => {
  it('is not of which service it is, nor whether it was a consent that ended', () => {
    expect(ADDING_ASKED).toEqual({ action: 'involvement-add', reason: null, particulars: {} })
    const particulars = { involvementId: 'i-1' }
    expect(changeAsked('i-1')).toEqual({ action: 'involvement-change', reason: null, particulars })
    expect(reportAsked('i-1')).toEqual({ action: 'contact-report', reason: null, particulars })
  })
})

describe('what is shown, and what is only done', () => {
  const childId = 'KLJ6G4D4VGLR'
  const stance = { childId, version: 3, view: 'full' as const, isSealed: false }

  it('is all of a child when the management team looks at its involvements, for a reason', () => {
    const asked = reviewAsked({ childId, reason: 'assessment', caseReference: 'EH/14' })
    expect(asked).toEqual({
      action: 'involvement-review',
      reason: 'assessment',
      particulars: { caseReference: 'EH/14' },
    })
    expect(reviewAsked({ childId, reason: 'assessment' }).particulars).toEqual({ caseReference: null })
    const children = [{ childId, shown: 'full' }]
    expect(reviewShown({ authority: '380', items: [] }, stance)).toEqual({
      ...{ content: [], outcome: 'shown', children, stances: [stance] },
    })
  })

  it('is nothing of a child by a step, which its shield holds up nevertheless', () => {
    const children = [{ childId, shown: 'nothing' }]
    expect(stepTaken(stance)).toEqual({ content: true, outcome: 'done', children, stances: [stance] })
  })

  it('may be reported as wrong by nobody of a sensitive service whose consent was withdrawn, its owner included', () => {
    const withdrawn = found({ isSensitive: true, isWithdrawn: true })
    for (const caller of [colleague, recorder]) expect(mayReport(caller, withdrawn, { view: 'full' })).toBe(false)
    expect(mayReport(stranger, found({ isChildShown: true }), { view: 'overridden' })).toBe(false)
  })
})
