import { TIERS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { FOUNDING_POLICY } from '../policy/founding.rules.ts'
import { termsOf } from './terms.rules.ts'

const hours = (amount: number) => ({ unit: 'hour', amount })
const days = (amount: number) => ({ unit: 'day', amount })
const months = (amount: number) => ({ unit: 'month', amount })
const { shields } = FOUNDING_POLICY

describe('When what follows a step is due', () => {
  it('is, by the founding version, what it was before policies had versions', () => {
    const review = { within: months(6), escalateAfter: days(7) }
    const decision = { within: days(7), escalateAfter: days(7) }
    const atOnce = { within: hours(24), escalateAfter: hours(0) }
    for (const tier of TIERS)
      expect(termsOf(shields, tier)).toEqual({
        ...{ 'interim-shield': atOnce, place: atOnce },
        ...{ confirm: review, 'review-keep': review, keep: review },
        ...{ 'review-lift': decision, 'propose-lift': decision, 'agree-lift': decision },
        escalate: { within: null, escalateAfter: days(7) },
      })
  })

  it('is each by its own figure', () => {
    const policy = {
      ...{ placeWithinHours: 1, confirmWithinHours: 2, reviewWithinMonths: { standard: 3, sealed: 4 } },
      ...{ decideWithinDays: 5, escalateAfterDays: 6, escalateEveryDays: 7 },
    }
    const terms = termsOf(policy, 'standard')
    expect([terms['interim-shield'], terms.place]).toMatchObject([{ within: hours(1) }, { within: hours(2) }])
    for (const kind of ['confirm', 'keep', 'review-keep'] as const) {
      expect(terms[kind]).toEqual({ within: months(3), escalateAfter: days(6) })
      expect(termsOf(policy, 'sealed')[kind]!.within).toEqual(months(4))
    }
    for (const kind of ['review-lift', 'propose-lift', 'agree-lift'] as const)
      expect(terms[kind]).toEqual({ within: days(5), escalateAfter: days(6) })
    expect(terms.escalate).toEqual({ within: null, escalateAfter: days(7) })
  })
})
