import type { Role } from '@contactpoint/contracts'

interface Entry {
  text: string
  href: string
}

const SEARCH = { text: 'Find a child', href: '/search' }
const WORK = { text: 'My work', href: '/work' }
const SHIELDS = { text: 'Shields', href: '/shields' }
const OVERRIDES = { text: 'Overrides', href: '/overrides' }
const REVIEWS = { text: 'Reviews', href: '/reviews' }
const CONTACTS = { text: 'Contacts', href: '/contacts' }
const APPEALS = { text: 'Appeals', href: '/appeals' }
const GRANTS = { text: 'Override rights', href: '/override-grants' }
const POLICIES = { text: 'Policies', href: '/policies' }
const AUDIT = { text: 'Audit', href: '/audit' }
const CASES = { text: 'Cases', href: '/audit/cases' }
const ORGANISATIONS = { text: 'Organisations', href: '/organisations' }
const AUTHORITIES = { text: 'Authorities', href: '/authorities' }
const SHUT_OFFS = { text: 'Shut-off', href: '/shut-offs' }
const TRAINING = { text: 'Training', href: '/training' }
const CASCADE = { text: 'Trainers', href: '/training-cascade' }
const SUSPENSIONS = { text: 'Suspend', href: '/suspensions' }
const COURSES = { text: 'Courses', href: '/training-courses' }
const STATUS = { text: 'Status', href: '/status' }
const FEEDS = { text: 'Feeds', href: '/feeds' }
const QUESTIONS = { text: 'Questions', href: '/questions' }
const DUPLICATES = { text: 'Duplicates', href: '/duplicates' }
const MODELS = { text: 'Models', href: '/models' }
const PEOPLE = { text: 'Accounts', href: '/people' }

/** What each role has to do here; the first is where it begins. */
const PAGES: Partial<Record<Role, readonly Entry[]>> = {
  practitioner: [SEARCH, WORK],
  'shield-officer': [WORK, SHIELDS, GRANTS, POLICIES, AUTHORITIES],
  cpmt: [WORK, SHIELDS, REVIEWS, OVERRIDES, CONTACTS, APPEALS, POLICIES, AUTHORITIES, AUDIT, SUSPENSIONS],
  auditor: [AUDIT, CASES, POLICIES, MODELS],
  'account-manager': [PEOPLE, ORGANISATIONS],
  accreditor: [PEOPLE, ORGANISATIONS, COURSES, CASCADE, AUTHORITIES, SHUT_OFFS],
  trainer: [TRAINING],
  'data-steward': [FEEDS, QUESTIONS, DUPLICATES, MODELS],
  operator: [STATUS, FEEDS, AUTHORITIES, SHUT_OFFS],
}

/** Of whom the log says what they did, and who may read that. */
export const RECORDED = ['practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor'] as const satisfies Role[]

const NONE: readonly Entry[] = [STATUS]

/** Where somebody begins. */
export function homeOf(role: Role): string {
  return (PAGES[role] ?? NONE)[0]!.href
}

/** The pages of a role, and which of them this one belongs to. */
export function navigationOf(role: Role, path: string): (Entry & { active: boolean })[] {
  const entries = PAGES[role] ?? NONE
  const leading = entries.filter(({ href }) => path.startsWith(href))
  // What is below another's address is its own page.
  const active = leading.toSorted((one, other) => other.href.length - one.href.length)[0]
  return entries.map((entry) => ({ ...entry, active: entry === active }))
}
