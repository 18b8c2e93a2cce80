import { POLICY_STATES, type PolicyDocument } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { compared, differencesIn } from '../../layout/differences.rules.ts'
import { besideInForce, clausesOf, stepFor } from './policies.rules.ts'

const budget = { hour: 120, day: 400, month: 2_000 }
const policy: PolicyDocument = {
  views: { full: ['carers', 'address'] },
  sensitiveServices: 'nothing',
  budgets: { practitioner: budget, 'shield-officer': budget, cpmt: budget },
  shields: {
    ...{ placeWithinHours: 24, confirmWithinHours: 1, reviewWithinMonths: { standard: 6, sealed: 3 } },
    ...{ decideWithinDays: 7, escalateAfterDays: 7, escalateEveryDays: 7 },
  },
  overrides: { minutes: 10, escalateAfterMinutes: 60, suspendAfterHours: 48 },
}

/** The places of a document that are no object: each is something that it says. */
const leaves = (value: unknown): number =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.values(value).reduce<number>((sum, one) => sum + leaves(one), 0)
    : 1

describe('a policy in words', () => {
  it('says everything that the document has', () => {
    // Three windows of a budget are one clause, and the list of what is shown is three.
    expect(clausesOf(policy)).toHaveLength(leaves(policy) - 3 * 2 + 2)
    const says = Object.fromEntries(clausesOf(policy).map((clause) => [clause.label, clause.says]))
    expect(says['Former names, on a whole record']).toBe('Not shown')
    expect(says['Another officer confirms it']).toBe('Within 1 hour')
  })

  it('differs from the one in force in what was changed, and in nothing else', () => {
    const stricter = { ...policy, overrides: { ...policy.overrides, minutes: 5 } }
    const rows = compared(besideInForce(policy, stricter))
    expect(differencesIn(rows)).toBe(1)
    expect(rows.find(({ likeness }) => likeness === 'different')!.label).toBe('An override lasts')
    expect(differencesIn(compared(besideInForce(policy, policy)))).toBe(0)
  })

  it('is reviewed by auditors, approved and put in force by the management team, and by nobody again while it is', () => {
    const steps = (role: 'auditor' | 'cpmt' | 'shield-officer') =>
      POLICY_STATES.map((state) => stepFor({ state, inForce: state === 'in-force' }, role))
    expect(steps('auditor')).toEqual([null, 'review', null, null, null, null])
    expect(steps('cpmt')).toEqual(['approve', null, 'approve', 'approve', 'activate', null])
    expect(steps('shield-officer')).toEqual([null, null, null, null, null, null])
    expect(stepFor({ state: 'founding', inForce: true }, 'cpmt')).toBeNull()
  })
})
