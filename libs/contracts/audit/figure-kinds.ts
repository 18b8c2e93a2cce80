import { COVERAGE_KINDS } from '../directory/read-coverage-figure.ts'
import { ANSWER_TIMES } from '../shielding/read-answer-figure.ts'
import { FATES } from '../feed-vocabulary.ts'

/** What is counted, each a figure of its own: of the log, and of what a service says how much there is of. */
export const FIGURES = [
  'accesses',
  'misses',
  'people',
  'overrides',
  'answers',
  'log',
  'shields',
  'sign-ins',
  'feeds',
  'coverage',
  'adoption',
  'training',
] as const
export type Figure = (typeof FIGURES)[number]

/** By what the numbers of a figure are broken down. Hours, days and months are UTC. */
export const BREAKDOWNS = [
  ...(['hour', 'day', 'month', 'role', 'organisation', 'reason', 'action'] as const),
  ...(['state', 'tier', 'age', 'authority', 'source', 'kind', 'week'] as const),
] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

/** What is counted of the log. */
export const LOG_COLUMNS = [
  ...(['searches', 'disclosures', 'reads', 'steps', 'misses'] as const),
  ...(['attempts', 'refused', 'begun', 'failed', 'ended', 'answered'] as const),
] as const
export type LogColumn = (typeof LOG_COLUMNS)[number]

/** What services count of their own. */
export const OWNED_COLUMNS = [
  'on-time',
  'overdue',
  'failures',
  'turned-away',
  'shut',
  ...FATES,
  'known',
  'not-known',
  'children',
  ...COVERAGE_KINDS,
  'trained',
  'planned',
  ...ANSWER_TIMES,
] as const
export type OwnedColumn = (typeof OWNED_COLUMNS)[number]

/** Every column that a figure may have. */
export type FigureColumn = LogColumn | OwnedColumn | 'people'
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  ...new Set([...LOG_COLUMNS, ...OWNED_COLUMNS, 'people' as const]),
]

/** As many days as a figure may span: two years, so that one may be held against the one before. By hour: a month. */
export const LONGEST_PERIOD_DAYS = 732
export const LONGEST_BY_HOUR_DAYS = 31

/** Rows of a figure at the most: the hours of a month; organisations beyond it are left out, and how many is said. */
export const MOST_FIGURE_ROWS = 744
export const MOST_ORGANISATIONS = 200
export const MOST_PEOPLE = 50

/** A manager's numbers are multiples of this: what is less is masked. */
export const MASKED_BELOW = 5
