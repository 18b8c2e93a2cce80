import type { Role } from './vocabulary.ts'

/** What people are trained in, each part certified for itself (S07, S08). */
export const TRAINING_MODULES = [
  'correct-use',
  'monitoring',
  'consequences',
  'shielding',
  'data-protection',
  'shield-officer',
  'cpmt',
  'trainer',
] as const
export type TrainingModule = (typeof TRAINING_MODULES)[number]

/** What each module has to cover; a course that leaves one of them out does not teach the module (S11). Source: domain.md S05 to S33, 2.3, 2.5, 2.6. */
export const SYLLABUS = {
  'correct-use': [
    'need-and-reason',
    'search-narrowly',
    'put-in-touch',
    'keep-contacts-fresh',
    'credentials-and-devices',
    'mediated-access',
  ],
  monitoring: [
    'every-access-recorded',
    'two-levels-of-review',
    'patterns-that-open-cases',
    'what-people-may-see-of-it',
  ],
  consequences: ['disciplinary-procedure', 'suspension-at-once', 'criminal-offences', 'user-agreement'],
  shielding: ['what-a-shield-leaves', 'how-to-ask-for-a-shield', 'override-and-its-check', 'brokered-contact'],
  'data-protection': [
    'data-protection-act',
    'human-rights-act',
    'consent-for-sensitive-services',
    'no-copies-and-no-prints',
    'report-a-breach',
  ],
  'shield-officer': [
    'grounds-and-evidence',
    'place-and-confirm',
    'household-and-near-records',
    'six-monthly-review',
    'sealed-shields',
  ],
  cpmt: ['final-say-on-lifting', 'check-an-override', 'cases-of-misuse', 'suspend-and-investigate', 'no-self-approval'],
  trainer: ['teach-the-syllabus', 'attendance-and-acknowledgement', 'assess', 'certify-only-what-you-hold'],
} as const satisfies Record<TrainingModule, readonly string[]>
export type SyllabusItem = (typeof SYLLABUS)[TrainingModule][number]
export const SYLLABUS_ITEMS: readonly SyllabusItem[] = Object.values(SYLLABUS).flat()

/** Modules of which nobody is certified without having passed an assessment: who decides, and who trains, is tested (2.3). */
export const ASSESSED_MODULES: readonly TrainingModule[] = ['cpmt', 'trainer']

export const ASSESSMENTS = ['pass', 'fail'] as const
export type Assessment = (typeof ASSESSMENTS)[number]

const EVERYBODY = ['correct-use', 'monitoring', 'consequences', 'data-protection'] as const

/** What must be in date before somebody of a role may sign in: whoever can see or ask for shields has learnt what they are (S08). */
export const MODULES_OF: Readonly<Record<Role, readonly TrainingModule[]>> = {
  practitioner: [...EVERYBODY, 'shielding'],
  'shield-officer': [...EVERYBODY, 'shielding', 'shield-officer'],
  cpmt: [...EVERYBODY, 'shielding', 'cpmt'],
  'data-steward': EVERYBODY,
  accreditor: EVERYBODY,
  'account-manager': EVERYBODY,
  trainer: [...EVERYBODY, 'trainer'],
  auditor: EVERYBODY,
  operator: EVERYBODY,
  // A system, which nobody trains.
  'feed-supplier': [],
}

/** How a trainer stands: `lapsed` when the day is over, `withdrawn` when somebody ended it. */
export const TRAINER_STATES = ['live', 'lapsed', 'withdrawn'] as const
export type TrainerState = (typeof TRAINER_STATES)[number]
