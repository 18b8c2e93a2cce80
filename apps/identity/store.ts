import { outbox, type StorePlan } from '@contactpoint/mongo'
import { accountSuspensions, checks } from './accounts/accounts.schema.ts'
import { attempts, authenticators } from './authenticators/authenticators.schema.ts'
import { authorities } from './authorities/authorities.schema.ts'
import { clients } from './clients/clients.schema.ts'
import { enrolments } from './enrolments/enrolments.schema.ts'
import { organisations } from './organisations/organisations.schema.ts'
import { overrideGrants } from './override-grants/override-grants.schema.ts'
import { people } from './people/people.schema.ts'
import { revocations } from './revocations/revocations.schema.ts'
import { challenges, securityKeys } from './security-keys/security-keys.schema.ts'
import { sessions, signingKeys } from './sessions/sessions.schema.ts'
import { shutOffs } from './shut-offs/shut-offs.schema.ts'
import { signInDays } from './sign-ins/sign-ins.schema.ts'

/** What identity keeps. */
export const store: StorePlan = {
  database: 'identity',
  collections: [
    ...[people, checks, accountSuspensions, enrolments, organisations, authorities],
    ...[authenticators, attempts, sessions, signingKeys, clients, overrideGrants, signInDays],
    ...[revocations, shutOffs, securityKeys, challenges, outbox],
  ],
}
