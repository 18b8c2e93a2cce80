import type { DeskStep, Role } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import type { OpenProposal } from '../proposals/proposals.schema.ts'
import { interimShield } from '../protection/protection.rules.ts'
import type { Ending, Shield } from '../protection/protection.schema.ts'
import { openSteps, type Standing } from './open-steps.rules.ts'

const at = new Date('2026-06-27T09:00:00Z')
const asked = interimShield(aCaller({ personId: 'p-1' }), { childId: 'C', ground: 'other', channel: 'user' })

interface Given extends Partial<Omit<Standing, 'protection' | 'open'>> {
  shield?: Partial<Shield>
  open?: Partial<OpenProposal>
}

function open(role: Role, { shield, open: proposed, hasParts = false }: Given = {}, identity = 'me'): DeskStep[] {
  const whole = { ...asked, since: at, dueAt: at, escalateAt: at, ...shield }
  const protection = { _id: 'C', version: 2, shield: whole, guardedAt: null, changedAt: at }
  const proposal = proposed && ({ fits: true, identity: 'other', ...proposed } as OpenProposal)
  return openSteps({ protection, open: proposal ?? null, hasParts }, { role, identity })
}
const ending = (kind: Ending['kind'], agreedBy: string | null): Ending => ({
  ...{ kind, code: 'other', proposedBy: 'first', agreedBy },
})
const RECORD = ['seal', 'propose-merge', 'offer-handover']

describe('What is open about a shield', () => {
  it('is to officers to place, confirm and propose, and to nobody whom an earlier step rules out', () => {
    expect(open('shield-officer')).toEqual(['place', 'propose-refusal', ...RECORD])
    expect(open('shield-officer', {}, 'p-1')).toEqual(['propose-refusal', ...RECORD])
    const placed = { shield: { state: 'placed', placedBy: 'first' } } as const
    expect(open('shield-officer', placed)).toEqual(['confirm', 'propose-refusal', ...RECORD])
    for (const same of ['first', 'p-1'])
      expect(open('shield-officer', placed, same)).toEqual(['propose-refusal', ...RECORD])
    expect(open('cpmt', placed)).toEqual(['seal', 'offer-handover'])
  })

  it('is to the management team to review, and to decide once two others have agreed', () => {
    const confirmed = { state: 'confirmed' } as const
    expect(open('cpmt', { shield: confirmed })).toEqual(['review-keep', 'review-lift', 'seal', 'offer-handover'])
    const proposed = { shield: { state: 'lift-proposed', ending: ending('lift', null) } } as const
    expect(open('cpmt', proposed)).toEqual(['keep', 'seal', 'offer-handover'])
    expect(open('shield-officer', proposed)).toEqual(['agree-lift', ...RECORD])
    const agreed = { shield: { ending: ending('refusal', 'second') } }
    expect(open('cpmt', agreed)).toEqual(['refuse', 'seal', 'offer-handover'])
    expect(open('cpmt', agreed, 'second')).toEqual(['seal', 'offer-handover'])
  })

  it('is to open what somebody else has sealed', () => {
    const sealed = { shield: { tier: 'sealed', tierBy: 'other' } } as const
    expect(open('cpmt', sealed)).toEqual(['unseal', 'offer-handover'])
    expect(open('cpmt', sealed, 'other')).toEqual(['offer-handover'])
  })

  it('is one proposal about the record at a time, to which another agrees while it fits, and which anybody refuses', () => {
    const merge = { open: { kind: 'merge' } } as const
    expect(open('shield-officer', merge)).toEqual([
      'place',
      'propose-refusal',
      'seal',
      'agree-merge',
      'refuse-proposal',
    ])
    expect(open('shield-officer', merge, 'other')).not.toContain('agree-merge')
    expect(open('shield-officer', { open: { kind: 'merge', fits: false } })).not.toContain('agree-merge')
    expect(open('cpmt', merge)).toEqual(['seal', 'refuse-proposal'])
    expect(open('shield-officer', { open: { kind: 'split' } })).toContain('agree-split')
    expect(open('shield-officer', { open: { kind: 'handover' } })).not.toContain('agree-merge')
  })

  it('is to split off what was merged into it, and nothing else', () => {
    expect(open('shield-officer', { hasParts: true })).toContain('propose-split')
    expect(open('cpmt', { hasParts: true })).not.toContain('propose-split')
  })

  it('is nothing to anybody who is not of a desk', () => {
    for (const role of ['practitioner', 'auditor'] as const) expect(open(role)).toEqual([])
  })
})
