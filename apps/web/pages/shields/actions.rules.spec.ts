import type { ProposalSeen, Role, ShieldState, ShieldStep, ShieldStepKind, Tier } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { ACTIONS, actionsFor, type Action } from './actions.rules.ts'

const ME = 'me'

interface Given {
  state?: ShieldState
  steps?: [ShieldStepKind, string][]
  tier?: Tier
  proposal?: Partial<ProposalSeen>
}

const offered = (role: Role, { state = 'confirmed', steps = [], tier = 'standard', proposal }: Given = {}) => {
  const taken: ShieldStep[] = steps.map(([kind, by]) => ({ kind, by, at: '', code: null, ground: null }))
  const open = proposal && ({ proposedBy: 'other', ...proposal } as ProposalSeen)
  return actionsFor({ state, steps: taken, tier, ...(open && { proposal: open }) }, role, ME).map(({ name }) => name)
}

describe('what somebody can do about a shield', () => {
  it('is for officers to place it and for another of them to confirm it, for neither when they asked for it', () => {
    expect(offered('shield-officer', { state: 'interim', steps: [['interim-shield', 'other']] })).toContain('place')
    expect(offered('shield-officer', { state: 'interim', steps: [['interim-shield', ME]] })).not.toContain('place')
    expect(offered('shield-officer', { state: 'placed', steps: [['place', 'other']] })).toContain('confirm')
    expect(offered('shield-officer', { state: 'placed', steps: [['place', ME]] })).not.toContain('confirm')
    expect(offered('cpmt', { state: 'interim' })).not.toContain('place')
  })

  it('is for the management team to review, to keep and to lift once two officers have agreed', () => {
    expect(offered('cpmt')).toEqual(expect.arrayContaining(['review-keep', 'review-lift']))
    const proposed: Given = { state: 'lift-proposed', steps: [['propose-lift', 'other']] }
    expect(offered('cpmt', proposed)).toContain('keep')
    expect(offered('cpmt', proposed)).not.toContain('lift')
    const agreed: Given = { state: 'lift-proposed', steps: [...proposed.steps!, ['agree-lift', 'third']] }
    expect(offered('cpmt', agreed)).toContain('lift')
    expect(offered('shield-officer', agreed)).not.toContain('lift')
  })

  it('is one proposal at a time, which another agrees to and anybody takes back', () => {
    const merge: Given = { proposal: { kind: 'merge' } }
    expect(offered('shield-officer', merge)).toEqual(expect.arrayContaining(['agree-merge', 'refuse-proposal']))
    expect(offered('shield-officer', merge)).not.toContain('propose-merge')
    expect(offered('shield-officer', { proposal: { kind: 'merge', proposedBy: ME } })).not.toContain('agree-merge')
    expect(offered('shield-officer', { proposal: { kind: 'split' } })).not.toContain('agree-merge')
    expect(offered('shield-officer')).toEqual(expect.arrayContaining(['propose-merge', 'offer-handover']))
  })

  it('is to seal what is open and to open what somebody else has sealed', () => {
    expect(offered('cpmt')).toContain('seal')
    expect(offered('cpmt', { tier: 'sealed', steps: [['seal', 'other']] })).toContain('open')
    expect(offered('cpmt', { tier: 'sealed', steps: [['seal', ME]] })).not.toContain('open')
  })

  it('is never direct when it shows something again, and says first what follows', () => {
    for (const action of Object.values(ACTIONS) as Action[]) {
      expect(action.follows.length).toBeGreaterThan(0)
      if (action.isGrave) expect(action.isDirect).toBeUndefined()
    }
  })
})
