import { news } from '../news.ts'
import { Nothing } from '../nothing.ts'

/** Another version of the policy is in force: copies look which. */
export const policyActivated = news('shielding.policy.activated', Nothing, { heardBy: ['shielding'] })
