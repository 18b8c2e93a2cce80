import { accesses } from './accesses.ts'
import { authorities } from './authorities.ts'
import { authenticators } from './authenticators.ts'
import { audit } from './audit.ts'
import { children } from './children.ts'
import { courses } from './courses.ts'
import { training } from './training.ts'
import { clients } from './clients.ts'
import { docs } from './docs.ts'
import { duplicates } from './duplicates.ts'
import { feeds } from './feeds.ts'
import { health } from './health.ts'
import { places } from './places.ts'
import { shutOffs } from './shut-offs.ts'
import { searches } from './searches.ts'
import { sessions } from './sessions.ts'
import { budgets } from './budgets.ts'
import { shields } from './shields.ts'
import { proposals } from './proposals.ts'
import { work } from './work.ts'
import { overrides } from './overrides.ts'
import { brokerRequests } from './broker-requests.ts'
import { involvements } from './involvements.ts'
import { linkModels } from './link-models.ts'
import { linkQuestions } from './link-questions.ts'
import { misuse } from './misuse.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'
import { policies } from './policies.ts'

/** The REST API: every resource and its routes. */
export const api = {
  sessions,
  authenticators,
  clients,
  searches,
  children,
  shields,
  proposals,
  budgets,
  work,
  involvements,
  overrides,
  policies,
  brokerRequests,
  places,
  feeds,
  accesses,
  audit,
  linkModels,
  linkQuestions,
  duplicates,
  misuse,
  courses,
  training,
  organisations,
  authorities,
  shutOffs,
  people,
  health,
  docs,
} as const
