import type { GeneratedSource } from './generated-source.ts'

/**
 * What registers have otherwise than it is: whom a source knows, how long it is behind, and what it writes down wrongly. Every writer takes its
 * rates from here; what is true of England is `shares-of-england.ts`. Shares from 0 to 1. Where no source is named they are estimates, none of
 * them measured. They are at the low end of what is found: a health service's records of 20,000 patients had 1.5 in 100 birth dates wrong
 * (Luo and others, 2014, citing their own), and of 100 hospital records that matched nobody and had no number 37 failed by the name
 * (Hagger-Johnson and others, 2015).
 */
export interface RegisterError {
  /** Of what the rate is a share. Of families: what is said of one child is said of its brothers and sisters. */
  of: 'children' | 'families' | 'rows' | 'newborns'
  rate: number
  why: string
}

const ofAll =
  (of: RegisterError['of']) =>
  (rate: number, why: string): RegisterError => ({ of, rate, why })
const children = ofAll('children')
const families = ofAll('families')
const rows = ofAll('rows')
const newborns = ofAll('newborns')

const PAPER = 'Typed from paper or by ear, by somebody who does not know how it is written.'
const KNOWN_NAME = 'Typed from paper; rarer than in family names, as clerks know most of them.'
const AT_HOME = 'Whoever came with the child said what it is called at home: Tom for Thomas.'
const TWO_BOXES = 'The two boxes of a form were mixed up; likelier of names that the clerk has not met.'
const AMERICAN = 'A form read as American. Only of dates that are another then.'
const PLACEHOLDER = 'The day was not known: systems that want one are given 1 January of the year.'
const WRONG_BOX = 'The wrong box was ticked.'

/** One row for each kind of error and source. The census has no slips: schools see a birth certificate, and `people.csv` says what they have. */
export const ERRORS_OF_REGISTERS = {
  'school-census': {
    noUpn: children(0.005, 'The number was not asked of the school before, or has not come yet.'),
    noSex: children(0.001, 'Not specified.'),
    noEntryDate: rows(0.02, 'Lost when the school changed its system.'),
    secondSchool: children(0.01, 'On the rolls of two schools: one has not taken the child off, or both teach it.'),
  },
  'child-benefit': {
    neverTold: families(0.01, 'They moved long ago and never said so.'),
    inCapitals: families(0.25, 'Their claim was keyed in years when it was done in capitals.'),
    claimantAsChild: families(0.05, 'The claimant was entered under the child’s surname.'),
    noTelephone: families(0.35, 'A telephone was never asked for, or the claim is older than the number.'),
    noMiddleNames: children(0.4, 'Whoever filled in the form left the middle names out.'),
    misspeltFamilyName: children(0.004, PAPER),
    misspeltGivenName: children(0.003, KNOWN_NAME),
    shortForm: children(0.002, AT_HOME),
    namesExchanged: children(0.0005, TWO_BOXES),
    dayAndMonth: children(0.001, AMERICAN),
    firstOfJanuary: children(0.0005, PLACEHOLDER),
    wrongSex: children(0.001, WRONG_BOX),
  },
  'gp-links': {
    noNhsNumber: children(0.01, 'The practice did not know the number when it took them on.'),
    noNameYet: newborns(0.6, 'Taken on before the name was given: BABY, and the surname of the mother.'),
    misspeltFamilyName: children(0.006, PAPER),
    misspeltGivenName: children(0.004, KNOWN_NAME),
    shortForm: children(0.004, AT_HOME),
    namesExchanged: children(0.001, TWO_BOXES),
    dayAndMonth: children(0.002, AMERICAN),
    firstOfJanuary: children(0.001, PLACEHOLDER),
    wrongSex: children(0.001, WRONG_BOX),
  },
  births: {
    neverTold: families(
      0.02,
      'They moved in the years since, which an entry is never told. More have in truth: each is a second record, unlinked.',
    ),
    surnameInCapitals: rows(0.7, 'As registrars write it.'),
    noNameYet: newborns(0.02, 'Registered without a forename; there is a year to give one.'),
    misspeltFamilyName: children(0.001, 'By ear; rare, as parents read the entry before they sign it.'),
    misspeltGivenName: children(0.001, 'By ear; rare, as parents read the entry before they sign it.'),
  },
  deaths: {
    misspeltFamilyName: children(0.004, PAPER),
    misspeltGivenName: children(0.003, KNOWN_NAME),
  },
  pds: {
    noNameYet: newborns(0.4, 'The number is given at birth, to BABY and the surname of the mother.'),
    misspeltFamilyName: children(0.004, PAPER),
    misspeltGivenName: children(0.003, KNOWN_NAME),
    shortForm: children(0.003, AT_HOME),
    namesExchanged: children(0.001, TWO_BOXES),
    dayAndMonth: children(0.0015, AMERICAN),
    firstOfJanuary: children(0.001, PLACEHOLDER),
    wrongSex: children(0.001, WRONG_BOX),
  },
  authority: {
    noMiddleNames: children(0.5, 'Whoever wrote them down left the middle names out.'),
    noPerson: rows(0.15, 'The list knows the team and not the person.'),
    ended: rows(0.1, 'The service ended within the last year, and stands there still.'),
    misspeltFamilyName: children(0.012, `${PAPER} Lists of services are kept by hand.`),
    misspeltGivenName: children(0.01, KNOWN_NAME),
    shortForm: children(0.015, AT_HOME),
    namesExchanged: children(0.001, TWO_BOXES),
    dayAndMonth: children(0.004, AMERICAN),
    firstOfJanuary: children(0.003, PLACEHOLDER),
    wrongSex: children(0.002, WRONG_BOX),
  },
} as const satisfies Record<GeneratedSource, Record<string, RegisterError>>

type Errors = typeof ERRORS_OF_REGISTERS
/** How often each source makes each of its errors. */
export type ErrorRates = { readonly [Source in keyof Errors]: { readonly [Kind in keyof Errors[Source]]: number } }

function ratesBy(rateOf: (error: RegisterError) => number): ErrorRates {
  const ofSource = (errors: object): object =>
    Object.fromEntries(Object.entries(errors).map(([kind, error]) => [kind, rateOf(error)]))
  return Object.fromEntries(
    Object.entries(ERRORS_OF_REGISTERS).map(([source, errors]) => [source, ofSource(errors)]),
  ) as ErrorRates
}

/** As the table has it. */
export const USUAL_ERRORS = ratesBy(({ rate }) => rate)
/** Every row as its child is. */
export const NO_ERRORS = ratesBy(() => 0)

/** Whom a source knows, or does not know, as a share of those whom it could know. */
export const COVERAGE = {
  /** Families: not all claim, and fewer since those with a high income pay it back. */
  notClaimed: 0.07,
  /** Families: on no practice's list. */
  withoutPractice: 0.02,
  /** Children: born elsewhere than in England and Wales, or before the file begins. */
  birthNotRegistered: 0.1,
  /** A year, of those of school age: some 9 in 100,000 (ONS), and a third of a year is in the file. A little more, so that there are some. */
  died: 0.0001,
  /** Children of whom something has changed, which is what the Personal Demographics Service sends. */
  changed: 0.05,
  /** Children who are restricted there, by the wish of whoever looks after them or of the police. */
  restricted: 0.002,
  /** Children with whom a service works: in need are some 3 in 100 (DfE); early help is as many again. */
  served: 0.06,
  /** Services: one more of the same child. */
  anotherService: 0.3,
  /** Children: with several services, or one, somebody leads. */
  lead: 0.5,
} as const

/** How long a source goes on saying what was before. */
export interface Lag {
  /** Days from a move until the source is told, at most: families differ evenly. Null: never. */
  moves: number | null
  /** The same of another surname. */
  names: number
}

export type Lags = Readonly<Record<GeneratedSource, Lag>>
export const LAGS: Lags = {
  // Addresses are asked for each term; a name is changed on the roll when a family says so.
  'school-census': { moves: 45, names: 0 },
  // To be reported; most do when a letter has come back.
  'child-benefit': { moves: 120, names: 200 },
  // After half a year 40 in 100 are with no new practice (Millett and others, 2005).
  'gp-links': { moves: 300, names: 300 },
  // An entry says where the mother lived then; another name is registered anew.
  births: { moves: null, names: 0 },
  // Whoever registers a death says where the child lived.
  deaths: { moves: 0, names: 0 },
  // The service is told by the practices.
  pds: { moves: 300, names: 300 },
  // Whoever works with a child comes to its home.
  authority: { moves: 90, names: 120 },
}

/** Every source is told on the day. */
export const NO_LAGS = Object.fromEntries(Object.keys(LAGS).map((source) => [source, { moves: 0, names: 0 }])) as Lags

/** What follows which: sources that are told by the same people are told on the same day. */
export const TOLD_BY: Readonly<Partial<Record<GeneratedSource, string>>> = { 'gp-links': 'practices', pds: 'practices' }

/**
 * What is otherwise in another row about a child, how often (weights of the first change drawn) and why. The shares are estimates, none of them
 * measured. An item changes once: no row is both misspelt and in its short form.
 */
export const TWIN_CHANGES = {
  /** A family name typed from paper or by ear: the likeliest of all slips, as nobody knows how it is written. */
  misspeltFamilyName: { item: 'family name', weight: 18 },
  /** A mother married or parted, and the new office was told only the name of today. */
  renamed: { item: 'family name', weight: 8 },
  /** The same, told with the name of before. Only where the format has a place for it. */
  renamedWithFormer: { item: 'family name', weight: 5 },
  /** A given name typed from paper: rarer than in family names, as clerks know most of them. */
  misspeltGivenName: { item: 'given name', weight: 10 },
  /** Whoever came with the child said what it is called at home: Tom for Thomas. Only of names that have a shorter form. */
  shortForm: { item: 'given name', weight: 10 },
  /** The family has moved, and the new office began a new record: what made most of the twins of 2009. */
  moved: { item: 'address', weight: 25 },
  /** A school or practice could not find the number and gave another. Only where the format has a number. */
  renumbered: { item: 'number', weight: 8 },
  /** It could not find the number and went on without. Only where the format can be without. */
  unnumbered: { item: 'number', weight: 8 },
  /** Born about midnight, or one line up or down in a list of birth dates. */
  dayBeside: { item: 'birth date', weight: 4 },
  /** A form read as American. Only where that makes another date. */
  dayAndMonth: { item: 'birth date', weight: 4 },
} as const

/** How likely another change follows each: a family that moves gives a name by telephone, and the school has no number yet. */
export const ANOTHER_CHANGE = 0.35

/** Of slips of the pen: in the first letter, which is looked at most. */
export const SLIPS_IN_FIRST_LETTER = 0.1
