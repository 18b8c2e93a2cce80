import type { PolicyDocument } from '@contactpoint/contracts'

/** About four times the busiest working day of the role. */
const FOUR_BUSY_DAYS = { hour: 120, day: 400, month: 2_000 } as const

/**
 * The first version: what was true before policies had versions. No external review stands behind it, and it says so: its state is
 * `founding`. It is stored once, when a store is made; a change here changes no store that there is.
 */
export const FOUNDING_POLICY: PolicyDocument = {
  views: { full: ['former-names', 'carers', 'address'] },
  sensitiveServices: 'nothing',
  budgets: {
    practitioner: { ...FOUR_BUSY_DAYS },
    'shield-officer': { ...FOUR_BUSY_DAYS },
    cpmt: { ...FOUR_BUSY_DAYS },
  },
  shields: {
    placeWithinHours: 24,
    confirmWithinHours: 24,
    reviewWithinMonths: { standard: 6, sealed: 6 },
    decideWithinDays: 7,
    escalateAfterDays: 7,
    escalateEveryDays: 7,
  },
  overrides: { minutes: 10, escalateAfterMinutes: 60, suspendAfterHours: 48 },
}

/** Who proposed and activated it: nobody. */
export const FOUNDER = 'founding'
