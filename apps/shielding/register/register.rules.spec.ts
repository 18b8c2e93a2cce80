import { aCaller, aVisibleChild } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { interimShield, type Stance } from '../protection/protection.rules.ts'
import type { Protection, Step } from '../protection/protection.schema.ts'
import type { OpenProposal } from '../proposals/proposals.schema.ts'
import { LIST_ASKED, listed, read, READ_ASKED, toSteps, type ShieldFound } from './register.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const at = new Date('2026-06-27T09:00:00Z')
const protection: Protection = {
  ...{ _id: childId, version: 3, guardedAt: null, changedAt: at },
  shield: {
    ...interimShield(aCaller(), { childId, ground: 'adoption', channel: 'parent', evidence: 'passport' }),
    ...{ since: at, dueAt: at, escalateAt: at, escalations: 2 },
  },
}
const stance: Stance = { childId, version: 3, view: 'visible', isSealed: false }
const child = aVisibleChild(childId)
const reading = (more: Partial<ShieldFound> = {}) =>
  read({ protection, stance, child, steps: [], open: null, hasParts: false, ...more }, aCaller({ role: 'cpmt' }))
const shown = {
  ...{ childId, state: 'interim', tier: 'standard', version: 3, dueAt: at.toISOString() },
  ...{ ground: 'adoption', channel: 'parent', escalations: 2 },
}
const step = (kind: Step['kind'], code?: string): Step => ({
  ...{ childId, version: 1, kind, by: 'p-1', at, ground: null, channel: null },
  ...(code !== undefined && { code }),
})

describe('The shields of a desk', () => {
  it('are shown with ground and channel; which children they are of, the log keeps sealed', () => {
    const { content, children, apart, outcome, stances } = listed([protection])
    expect(content).toEqual([shown])
    expect({ children, apart, outcome, stances }).toEqual({
      ...{ children: [], apart: [{ childId, shown: 'nothing' }], outcome: 'shown', stances: [] },
    })
    expect(LIST_ASKED).toEqual({ action: 'shield-list', reason: null, particulars: {} })
  })

  it('are read one by one with the child as everybody sees it, all that was done, and how a parent was known; the log says so', () => {
    const { content, children, outcome, stances } = reading({ steps: [step('place', 'other')] })
    expect(content).toMatchObject({ ...shown, child, evidence: 'passport', steps: [{ kind: 'place' }] })
    expect({ children, outcome, stances }).toEqual({
      ...{ children: [{ childId, shown: 'visible' }], outcome: 'shown', stances: [stance] },
    })
    const hidden = reading({ child: null })
    expect(hidden.content).not.toHaveProperty('child')
    expect(hidden.children).toEqual([{ childId, shown: 'nothing' }])
    const { evidence: _none, ...shield } = protection.shield!
    expect(reading({ protection: { ...protection, shield } }).content).toMatchObject({ evidence: null, steps: [] })
    expect(READ_ASKED).toEqual({ action: 'shield-read', reason: null, particulars: {} })
  })

  it('say how far they have come, as a step that came too late is told, and what is open to whoever asks', () => {
    const shield = { ...protection.shield!, state: 'confirmed', isLiftWanted: true } as const
    expect(reading({ protection: { ...protection, shield } }).content).toMatchObject({
      ...{ current: { state: 'confirmed', version: 3 }, isLiftWanted: true },
      open: ['review-keep', 'review-lift', 'seal', 'offer-handover'],
    })
  })

  it('say what is proposed about a record; which other one it is about, the log keeps sealed', () => {
    const open: OpenProposal = {
      ...{ _id: 'p', childId, kind: 'merge', otherChildId: 'NHP2NQH3V8DH', authority: null, from: '383' },
      ...{ proposedBy: 'o-1', identity: 'o-1', proposedAt: at, dueAt: at, state: 'open', endedBy: null, fits: true },
    }
    const merging = reading({ open })
    expect(merging.content).toMatchObject({ proposal: { kind: 'merge', otherChildId: 'NHP2NQH3V8DH' } })
    expect(merging.apart).toEqual([{ childId: 'NHP2NQH3V8DH', shown: 'nothing' }])
    const moving = reading({ open: { ...open, kind: 'handover', otherChildId: null, authority: '380' } })
    expect(moving.content).toMatchObject({ proposal: { kind: 'handover', authority: '380' } })
    for (const one of [moving, reading()]) expect(one).not.toHaveProperty('apart')
    expect(reading().content).not.toHaveProperty('proposal')
  })

  it('tell each step, its reason where it has one, and nothing of anybody’s consent', () => {
    const said = { by: 'p-1', at: at.toISOString() }
    const asked: Step = { ...step('asked-again'), ground: 'police-protection', channel: 'user' }
    expect(toSteps([step('place'), asked, step('consent-withdrawn'), step('lift', 'risk-ended')])).toEqual([
      { kind: 'place', ...said, code: null, ground: null },
      { kind: 'asked-again', ...said, code: null, ground: 'police-protection' },
      { kind: 'lift', ...said, code: 'risk-ended', ground: null },
    ])
  })
})
