import { outbox, type StorePlan } from '@contactpoint/mongo'
import { protections, steps } from './protection/protection.schema.ts'

/** What shielding keeps. */
export const store: StorePlan = { database: 'shielding', collections: [protections, steps, outbox] }
