import { newChildId, PROPOSAL_KINDS, type Desk, type ProposalKind, type Role } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { randomInt } from 'node:crypto'
import { interimShield, ofRecord } from '../protection/protection.rules.ts'
import type { Protection, Shield } from '../protection/protection.schema.ts'
import {
  currentOf,
  mayBeNamed,
  newProposal,
  proposalWork,
  stands,
  toProposalNow,
  toProposalSeen,
  waitsWith,
} from './proposals.rules.ts'
import type { ProposalAtWork } from './proposals.schema.ts'

const at = new Date('2026-11-28T10:00:00Z')
const childId = newChildId(randomInt)
const desks: Desk[] = [
  { authority: '383', officers: 2 },
  { authority: '380', officers: 2 },
]
const shield = (given: Partial<Shield> = {}): Shield => ({
  ...interimShield(aCaller(), { childId, ground: 'other', channel: 'user' }),
  ...{ since: at, dueAt: at, escalateAt: at, authority: '383' },
  ...given,
})
const protection = (given: Partial<Protection> = {}): Protection => {
  return { _id: childId, version: 4, shield: shield(), guardedAt: null, changedAt: null, ...given }
}
const proposer = aCaller({ personId: 'o-1', identity: 'i-1' })
const proposal = (kind: ProposalKind): ProposalAtWork => ({
  ...newProposal(proposer, childId, { kind, otherChildId: null, authority: kind === 'handover' ? '380' : null }),
  ...{ _id: 'q-1', proposedAt: at, dueAt: at, isLate: true },
})
const worker = (identity: string, role: Role, authority = '383') => ({ identity, role, authority })

describe('the record that is to go on as another', () => {
  const here = { isNear: false, authority: '383' }

  it('is of the desk, as its shield says where it has one, and else as the directory does', () => {
    expect(mayBeNamed('383', here, null, desks)).toBe(true)
    expect(mayBeNamed('383', here, protection({ shield: null }), desks)).toBe(true)
    expect(mayBeNamed('383', here, protection({ shield: shield({ authority: '380' }) }), desks)).toBe(false)
    for (const authority of ['380', null, undefined]) {
      expect(mayBeNamed('383', { ...here, authority }, null, desks)).toBe(false)
      expect(mayBeNamed('383', { ...here, authority }, protection(), desks)).toBe(true)
    }
  })

  it('may be another desk’s where it is near, but never what is part of a third', () => {
    const near = { isNear: true, authority: '380' }
    expect(mayBeNamed('383', near, null, desks)).toBe(true)
    for (const named of [near, here])
      expect(mayBeNamed('383', named, protection({ mergedInto: 'x' }), desks)).toBe(false)
  })
})

describe('what is proposed about a record', () => {
  it('waits for another officer of its desk, never for who proposed it, nor for a team (I8)', () => {
    for (const kind of ['merge', 'split'] as const) {
      expect(waitsWith(proposal(kind), worker('i-2', 'shield-officer'))).toBe(`agree-${kind}`)
      for (const nobody of [
        worker('i-1', 'shield-officer'),
        worker('i-2', 'cpmt'),
        worker('i-2', 'shield-officer', '380'),
      ])
        expect(waitsWith(proposal(kind), nobody)).toBeNull()
    }
  })

  it('waits, when the child is offered, for whoever is of the other desk, and is known to its own', () => {
    for (const role of ['shield-officer', 'cpmt'] as const) {
      expect(waitsWith(proposal('handover'), worker('i-2', role, '380'))).toBe('accept-handover')
      expect(waitsWith(proposal('handover'), worker('i-1', role, '380'))).toBeNull()
      for (const identity of ['i-1', 'i-2'])
        expect(waitsWith(proposal('handover'), worker(identity, role))).toBe('handover-offered')
    }
  })

  it('is work with its times, and names no other record', () => {
    const times = { since: at.toISOString(), dueAt: at.toISOString(), isLate: true }
    expect(proposalWork(PROPOSAL_KINDS.map(proposal), worker('i-2', 'shield-officer'))).toEqual([
      { kind: 'handover-offered', childId, id: null, ...times },
      { kind: 'agree-merge', childId, id: null, ...times },
      { kind: 'agree-split', childId, id: null, ...times },
    ])
    expect(proposalWork([proposal('merge')], worker('i-1', 'shield-officer'))).toEqual([])
  })

  it('stands as long as the child is shielded, is no part of another, and of the desk that proposed it', () => {
    const one = proposal('merge')
    expect(stands(one, protection(), desks)).toBe(true)
    const { authority: _unknown, ...unknown } = shield()
    const others = [
      { shield: null },
      { mergedInto: 'D' },
      { shield: shield({ authority: '380' }) },
      { shield: unknown },
    ]
    for (const given of others) expect(stands(one, protection(given), desks)).toBe(false)
    expect(stands(one, null, desks)).toBe(false)
  })

  it('is said as it stands, to its desk with who proposed what, and in a conflict', () => {
    const dueAt = at.toISOString()
    expect(toProposalNow(proposal('split'))).toEqual({ childId, kind: 'split', state: 'open', dueAt })
    expect(toProposalSeen(proposal('handover'))).toEqual({
      ...{ kind: 'handover', otherChildId: null, authority: '380', proposedBy: 'o-1', dueAt },
    })
    expect(currentOf(proposal('merge'), protection())).toEqual({ state: 'merge-proposed', version: 4 })
  })
})

describe('a shield that two records have in common', () => {
  it('always leaves each with its own authority, and one that is not known yet unknown', () => {
    const authority = fc.constantFrom<string | null | undefined>('383', '380', null, undefined)
    fc.assert(
      fc.property(authority, authority, (of, own) => {
        const withAuthority = (one: string | null | undefined): Shield => {
          const { authority: _none, ...rest } = shield({ tier: 'sealed' })
          return one === undefined ? rest : { ...rest, authority: one }
        }
        const result = ofRecord(withAuthority(of), withAuthority(own))!
        expect([result.authority, 'authority' in result]).toEqual([own, own !== undefined])
        expect(ofRecord(withAuthority(of), null)).not.toHaveProperty('authority')
        expect(ofRecord(null, withAuthority(own))).toBeNull()
      }),
    )
  })
})
