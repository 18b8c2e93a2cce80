import { LONGEST_GRANT_DAYS, ROLES } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Person } from '../people/people.schema.ts'
import { mayOverride } from '../people/people.rules.ts'
import { grantState, isFit, mayApprove, mayHold, toGrant } from './override-grants.rules.ts'
import type { Grant } from './override-grants.schema.ts'

const now = new Date('2026-06-27T09:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000)
const person = (given: Partial<Person> = {}): Person => ({
  ...{ _id: 'p-7', username: 'seven', role: 'practitioner', authority: '383', organisation: 'Leeds' },
  ...{ preconditions: { identityCheck: null, enhancedDisclosure: null, training: null }, overrideUntil: null },
  ...{ organisationId: 'o-1', need: 'works-with-children', createdBy: 'a', approvedBy: 'b', closedAt: null },
  ...{ agreement: null, attestedUntil: null },
  ...given,
})
const grant = (given: Partial<Grant> = {}): Grant => ({
  ...{ _id: 'g-1', personId: 'p-7', authority: '383', until: inDays(30), proposedBy: 'm-1', proposedAt: now },
  ...{ approvedBy: null, approvedAt: null, endedBy: null, endedAt: null },
  ...given,
})
const who = (identity: string, authority = '383') => ({ identity, authority })

describe('A grant to override shields', () => {
  it('ends, within a year, and not before it begins (S26)', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (days) => {
        expect(isFit(inDays(days), now)).toBe(inDays(days) > now && inDays(days) <= inDays(LONGEST_GRANT_DAYS))
      }),
    )
    for (const edge of [0, LONGEST_GRANT_DAYS + 0.001]) expect(isFit(inDays(edge), now)).toBe(false)
    expect(isFit(inDays(LONGEST_GRANT_DAYS), now)).toBe(true)
  })

  it('is held by practitioners of the authority alone, and by nobody who proposes it', () => {
    for (const role of ROLES) expect(mayHold(person({ role }), who('m-1'))).toBe(role === 'practitioner')
    expect(mayHold(person(), who('m-1', '380'))).toBe(false)
    expect(mayHold(person({ identity: 'm-1' }), who('m-1'))).toBe(false)
    expect(mayHold(null, who('m-1'))).toBe(false)
  })

  it('takes three different people, whichever of their accounts they use (I8)', () => {
    const identity = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(identity, identity, identity, (proposer, holder, approver) => {
        const may = mayApprove(grant({ proposedBy: proposer }), person({ identity: holder }), { identity: approver })
        expect(may).toBe(approver !== proposer && approver !== holder)
      }),
    )
  })

  it('is in force from its approval until its day, or until it is ended', () => {
    expect(grantState(grant(), now)).toBe('proposed')
    expect(grantState(grant({ approvedAt: now }), now)).toBe('live')
    expect(grantState(grant({ approvedAt: now, endedAt: now }), now)).toBe('ended')
    expect(grantState(grant({ approvedAt: now, until: now }), now)).toBe('ended')
    const shown = { grantId: 'g-1', personId: 'p-7', until: inDays(30).toISOString(), state: 'proposed' }
    expect(toGrant(grant(), now)).toEqual(shown)
  })

  it('is read from the person, by the instant', () => {
    expect(mayOverride({ overrideUntil: null }, now)).toBe(false)
    expect(mayOverride({ overrideUntil: now }, now)).toBe(false)
    expect(mayOverride({ overrideUntil: inDays(1) }, now)).toBe(true)
  })
})
