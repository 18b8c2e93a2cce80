import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mayApprove, mayBeRecovered, RECOVERY_MS, toRecovery } from './recoveries.rules.ts'
import type { StoredRecovery } from './recoveries.schema.ts'

const begunAt = new Date('2026-11-29T09:00:00Z')
const stored: StoredRecovery = {
  ...{ _id: 'p-1', recoveryId: 'r-1', reference: 'ID/1', begunBy: 'a', begunAt },
  ground: 'lost',
  until: new Date(begunAt.getTime() + RECOVERY_MS),
}

describe('A recovery', () => {
  it('takes two different people, whichever of their accounts they use (I8)', () => {
    const identity = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(identity, identity, (begunBy, approver) => {
        expect(mayApprove({ begunBy }, { identity: approver })).toBe(begunBy !== approver)
      }),
    )
  })

  it('is of an account that was approved and is not closed, whether or not somebody has suspended it', () => {
    const instant = fc.option(fc.constant(begunAt))
    const account = fc.record({
      ...{ closedAt: instant, approvedBy: fc.option(fc.constant('b')) },
      ...{ suspendedBy: fc.array(fc.constant('s')), agreement: fc.constant({ version: '1', at: begunAt }) },
    })
    fc.assert(
      fc.property(account, (person) => {
        expect(mayBeRecovered(person)).toBe(person.closedAt === null && person.approvedBy !== null)
      }),
    )
  })

  it('waits for a day, and says where the check stands that whoever approves it looks up, who says so, and whether that was you', () => {
    expect(toRecovery(stored, { identity: 'a' })).toEqual({
      ...{ recoveryId: 'r-1', ground: 'lost', reference: stored.reference, begunBy: 'a' },
      ...{ begunAt: '2026-11-29T09:00:00.000Z', until: '2026-11-30T09:00:00.000Z', isYours: true },
    })
    expect(toRecovery(stored, { identity: 'b' }).isYours).toBe(false)
  })
})
