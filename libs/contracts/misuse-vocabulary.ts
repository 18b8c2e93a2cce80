/**
 * What an access has in common with whoever made it, judged on what was typed and on what leaves, never on what is hidden (AC-01). `own-name`,
 * `own-address`: typed into a search. `same-surname`, `same-postcode`: of the record shown. `colleague-child`: a record with the surname and
 * postcode of somebody of the same organisation. `other-authority`: a child of another authority. `over-budget`: refused as too much.
 * `not-compared`: nobody could say in time who the caller is at home.
 */
export const SIGNALS = [
  'own-name',
  'own-address',
  'same-surname',
  'same-postcode',
  'colleague-child',
  'other-authority',
  'over-budget',
  'not-compared',
] as const
export type Signal = (typeof SIGNALS)[number]

/** Rules of misuse: what a signal says, and what only many entries of a person, or the list of watched children, can say. */
export const MISUSE_RULES = [
  ...SIGNALS,
  'fishing',
  'volume',
  'outside-hours',
  'repeated-override',
  'not-theirs',
  'many-shields',
  'shield-again',
  'watched-child',
  'canary-record',
] as const
export type MisuseRule = (typeof MISUSE_RULES)[number]

/** Over which time the occurrences of a rule are counted: none, a day, a month, or until a search finds somebody. */
export const MISUSE_WINDOWS = ['once', 'day', 'month', 'in-a-row'] as const
export type MisuseWindow = (typeof MISUSE_WINDOWS)[number]

export const MISUSE_STATES = ['open', 'answered'] as const
export type MisuseState = (typeof MISUSE_STATES)[number]

export const MISUSE_ANSWERS = ['misuse', 'no-misuse'] as const
export type MisuseAnswer = (typeof MISUSE_ANSWERS)[number]

/** How that is known. */
export const MISUSE_CODES = [
  'manager-confirms',
  'case-record-confirms',
  'namesake',
  'own-family',
  'curiosity',
  'shared-account',
  'bulk-collection',
  'other',
] as const
export type MisuseCode = (typeof MISUSE_CODES)[number]

/** Why each access to a child is looked at: people are curious about it (AC-02), or it is made up and nobody has business with it (AC-18). */
export const WATCH_KINDS = ['watched', 'canary'] as const
export type WatchKind = (typeof WATCH_KINDS)[number]
