import type { ShieldRead } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { ACTIONS, OFFERED_TO_US } from './actions.rules.ts'
import { checkOf, shownOf } from './shown.rules.ts'

const shield = {
  ...{ childId: 'KLJ6G4D4VGLR', state: 'interim', tier: 'standard', dueAt: '2026-11-29T10:00:00.000Z' },
  steps: [{ kind: 'propose-refusal', by: 'other', at: '', code: 'not-this-child', ground: null }],
} as unknown as ShieldRead

describe('the page of a shield', () => {
  it('has what is to be done next apart from everything else, and says when that is late', () => {
    const actions = [
      { name: 'place', ...ACTIONS.place },
      { name: 'seal', ...ACTIONS.seal },
    ]
    const now = Date.parse('2026-11-30T10:00:00.000Z')
    expect(shownOf('KLJ6G4D4VGLR', { shield, actions }, 'me', now)).toMatchObject({
      main: [{ name: 'place' }],
      more: [{ name: 'seal' }],
      shield: { isLate: true },
    })
  })

  it('shows nothing of a child that another desk offers, but that it does', () => {
    const shown = shownOf('KLJ6G4D4VGLR', { shield: null, actions: OFFERED_TO_US }, 'me', 0)
    expect(shown).toMatchObject({ shield: null, main: [{ name: 'accept-handover' }, { name: 'refuse-proposal' }] })
    expect(shown).not.toHaveProperty('timeline')
  })
})

describe('the page of one step', () => {
  it('has the code that was proposed chosen for whoever agrees, and none for whoever proposes', () => {
    const agreeing = checkOf('K', { name: 'agree-refusal', ...ACTIONS['agree-refusal'] }, shield)
    expect(agreeing).toMatchObject({ values: { code: 'not-this-child' }, action: '/shields/K/agree-refusal' })
    const proposing = checkOf('K', { name: 'propose-refusal', ...ACTIONS['propose-refusal'] }, shield)
    expect(proposing).not.toMatchObject({ values: { code: 'not-this-child' } })
  })

  it('refuses what was seen, not what was proposed meanwhile', () => {
    const proposal = { kind: 'merge', otherChildId: 'BVD7M3V9RLP3', authority: null, proposedBy: 'x', dueAt: '' }
    const refusing = { name: 'refuse-proposal', ...ACTIONS['refuse-proposal'] }
    expect(checkOf('K', refusing, { ...shield, proposal } as ShieldRead)).toMatchObject({
      hidden: { kind: 'merge' },
      about: 'Child K, and the record BVD7M3V9RLP3',
    })
    expect(checkOf('K', refusing, null)).toMatchObject({ hidden: { kind: 'handover' } })
  })

  it.each(['merge', 'split'] as const)('agrees to the %s of the record that was seen, and no other', (kind) => {
    const proposal = { kind, otherChildId: 'BVD7M3V9RLP3', authority: null, proposedBy: 'x', dueAt: '' }
    const agreeing = { name: `agree-${kind}`, ...ACTIONS[`agree-${kind}`] }
    const { hidden } = checkOf('K', agreeing, { ...shield, proposal } as ShieldRead) as { hidden: object }
    expect(hidden).toEqual({ otherChildId: 'BVD7M3V9RLP3' })
  })
})
