import type { StorePlan } from '@contactpoint/mongo'
import { attempts, authenticators } from './authenticators/authenticators.schema.ts'
import { clients } from './clients/clients.schema.ts'
import { overrideGrants } from './override-grants/override-grants.schema.ts'
import { people } from './people/people.schema.ts'
import { sessions, signingKeys } from './sessions/sessions.schema.ts'
import { signInDays } from './sign-ins/sign-ins.schema.ts'

/** What identity keeps. */
export const store: StorePlan = {
  database: 'identity',
  collections: [people, authenticators, attempts, sessions, signingKeys, clients, overrideGrants, signInDays],
}
