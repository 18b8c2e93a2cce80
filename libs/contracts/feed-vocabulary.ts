/** Who sends feeds: national systems, and those of authorities. */
export const SOURCES = ['school-census', 'child-benefit', 'gp-links', 'births', 'deaths', 'pds', 'authority'] as const
export type Source = (typeof SOURCES)[number]

/** Sources that tell only of children whom others have told of: by itself no row of theirs makes a record. */
export const MAKE_NOBODY: readonly Source[] = ['deaths', 'authority']

/** Fields of a child's record that feeds write. */
export const FED_FIELDS = [
  'name',
  'formerNames',
  'dateOfBirth',
  'dateOfDeath',
  'gender',
  'address',
  'identifiers',
  'carers',
  'education',
  'gpPracticeCode',
  'services',
] as const
export type FedField = (typeof FED_FIELDS)[number]

/** What the inbox says became of a feed row. `waiting` is the only fate that changes later. */
export const FATES = ['waiting', 'created', 'updated', 'unchanged', 'parked', 'refused'] as const
export type Fate = (typeof FATES)[number]

/** What officers decide of a row about a shielded child that waits: what it says goes into the record, or is left out. */
export const ROW_DECISIONS = ['take', 'leave'] as const
export type RowDecision = (typeof ROW_DECISIONS)[number]

/**
 * Why a row waits for a data steward. `several-candidates`: it fits more than one child nearly as well. `conflicting-identifier`: its number is
 * another than the child's. `somebody-else`: its record was linked to a child with another name and birth date. `possible-twins`,
 * `possible-siblings`: it is nearly a child of the same home, and may be another of the family. `name-and-birth-date-only`: there is nothing else in
 * common. `between-thresholds`: it says too little. `twice-in-source`: its source has another record of the child. `sampled`: it does not wait: it was
 * drawn by lot, to see how well the model decides.
 */
export const QUESTION_KINDS = [
  ...([
    'several-candidates',
    'conflicting-identifier',
    'somebody-else',
    'possible-twins',
    'possible-siblings',
  ] as const),
  ...(['name-and-birth-date-only', 'between-thresholds', 'twice-in-source', 'sampled'] as const),
] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** What people say of a row and a child. `unsure` puts the question back behind the others. */
export const LINK_ANSWERS = ['same', 'different', 'unsure'] as const
export type LinkAnswer = (typeof LINK_ANSWERS)[number]

/** Things by which a row and a child are held against each other, side by side. */
export const COMPARED = [
  'name',
  'date-of-birth',
  'gender',
  'postcode',
  'carers',
  'school',
  'gp-practice',
  'identifiers',
] as const
export type Compared = (typeof COMPARED)[number]

/** What is decided about a row: whom it is about, that a person must say so, or that nobody knows whoever it is about. */
export const LINK_DECISIONS = ['same', 'unsure', 'new'] as const
export type LinkDecisionKind = (typeof LINK_DECISIONS)[number]

/** The same by a model on trial. `another`: both know whom it is about, and mean two different children. */
export const TRIAL_DECISIONS = [...LINK_DECISIONS, 'another'] as const
export type TrialDecision = (typeof TRIAL_DECISIONS)[number]

/**
 * How far a model has come. `on-trial`: proposed last, and run beside the one in force; `passed-over`: another was proposed or came into force
 * before it did; `retired`: it was in force before.
 */
export const LINK_MODEL_STATES = ['on-trial', 'in-force', 'retired', 'passed-over'] as const
export type LinkModelState = (typeof LINK_MODEL_STATES)[number]

/** `unknown`: one of the two does not say it. */
export const COMPARISONS = ['agrees', 'differs', 'unknown'] as const
export type Comparison = (typeof COMPARISONS)[number]

/**
 * What became of a row that was decided among several. `gone`: it waits no more, or a later delivery has taken its place. `only-left`: what it
 * says is of somebody else, and it cannot be taken in. `open`: nothing was heard of it in time, and it may wait still.
 */
export const ROW_OUTCOMES = ['done', 'gone', 'only-left', 'open'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]
