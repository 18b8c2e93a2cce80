import {
  LINK_ANSWERS,
  MAKE_NOBODY,
  QUESTION_KINDS,
  type Candidate,
  type Compared,
  type ComparedRecord,
  type LinkAnswer,
  type LinkQuestion,
  type LinkQuestionViewed,
  type QuestionKind,
} from '@contactpoint/contracts'
import { compared, type ComparedPair, type Pair } from '../../layout/differences.rules.ts'
import { day, phone, words } from '../../layout/words.rules.ts'
import type { KeptQuestion } from '../../session/session.schema.ts'

/** Why a row waits, as a steward reads it. */
export const KINDS: Readonly<Record<QuestionKind, string>> = {
  'several-candidates': 'It may be about one of several children',
  'conflicting-identifier': 'A number in it is not the child’s number',
  'somebody-else': 'Its reference was that of another child before',
  'possible-twins': 'It may be about the child, or about a twin',
  'possible-siblings': 'It may be about the child, or about a brother or sister',
  'name-and-birth-date-only': 'Name and birth date agree, and too little else does',
  'between-thresholds': 'It says too little to tell',
  'twice-in-source': 'Its source has another record of the child',
  sampled: 'It was drawn by lot, to see how well rows are linked',
}

export interface KindForm {
  kind?: string
}

/** The kind of question that is wanted; what is none is all of them. */
export function kindIn({ kind }: KindForm): { kind?: QuestionKind } {
  const wanted = QUESTION_KINDS.find((one) => one === kind)
  return wanted ? { kind: wanted } : {}
}

/** Who has a question that waits. It is theirs until the very moment that this session was told, and nobody else’s. */
export function holderOf({ questionId, heldUntil }: LinkQuestion, opened: readonly KeptQuestion[]): HolderOf {
  if (heldUntil === null) return 'nobody'
  return opened.some((one) => one.id === questionId && one.heldUntil === heldUntil) ? 'you' : 'somebody'
}

type HolderOf = 'nobody' | 'you' | 'somebody'

interface Thing {
  label: string
  /** Null: it does not say it. */
  of: (record: ComparedRecord) => string | null
  /** By which both were held against each other; missing: only what is shown is. */
  thing?: Compared
}

const THINGS: readonly Thing[] = [
  { label: 'Name', of: ({ name }) => fullName(name), thing: 'name' },
  { label: 'Date of birth', of: ({ dateOfBirth }) => day(dateOfBirth), thing: 'date-of-birth' },
  { label: 'Gender', of: ({ gender }) => words(gender), thing: 'gender' },
  { label: 'Address', of: ({ address }) => address && address.lines.join(', ') },
  { label: 'Postcode', of: ({ address }) => address && address.postcode, thing: 'postcode' },
  { label: 'Carers', of: ({ carers }) => carers.map(carerOf).join('; ') || null, thing: 'carers' },
  { label: 'School (URN)', of: ({ schoolUrn }) => schoolUrn, thing: 'school' },
  { label: 'GP practice', of: ({ gpPracticeCode }) => gpPracticeCode, thing: 'gp-practice' },
]

/** Numbers of other agencies are shown to nobody: whether they agree is. */
const NOT_SHOWN = 'Not shown'

/** A row beside a child that it may be about, thing by thing, each as the directory held one against the other. */
export function besideOf(row: ComparedRecord, candidate: Candidate): ComparedPair[] {
  const told = new Map(candidate.compared.map(({ thing, agreement }) => [thing, LIKENESS[agreement]]))
  const shown = THINGS.map(({ label, of, thing }): Pair => {
    const likeness = thing && told.get(thing)
    const pair = { label, left: of(row), right: of(candidate) }
    // What one of them does not say is seen on the page.
    return likeness === undefined || likeness === 'unknown' ? pair : { ...pair, told: likeness }
  })
  const numbers = { label: 'Numbers of agencies', left: NOT_SHOWN, right: NOT_SHOWN }
  return compared([...shown, { ...numbers, told: told.get('identifiers') ?? 'unknown' }])
}

const LIKENESS = { agrees: 'alike', differs: 'different', unknown: 'unknown' } as const

export interface AnswerForm {
  /** As a button says it: `same KLJ6G4D4VGLR`, `different` or `unsure`. */
  answer?: string
}

export interface Said {
  answer: LinkAnswer
  /** With `same`, and only then. */
  childId?: string
}

/** What a form says; null: nothing that could be done. */
export function saidIn({ answer = '' }: AnswerForm): Said | null {
  const [word, childId] = answer.split(' ')
  const said = LINK_ANSWERS.find((one) => one === word)
  if (!said || (said === 'same') !== (childId !== undefined)) return null
  return { answer: said, ...(childId && { childId }) }
}

/** What an answer does, the gravest first. @param meant with `same`: whom */
export function followsSaying({ question, row, candidates }: LinkQuestionViewed, meant: Candidate | null): string[] {
  if (question.kind === 'sampled') return followsOfDrawn(row, meant)
  if (meant)
    return [
      'If it is another child, everybody who opens this record is shown what is said of somebody else.',
      `What the row says of ${whoIs(row)} goes into the record of ${whoIs(meant)} (${meant.childId}).`,
      `Later rows of the ${words(question.source)} feed with this reference go there too.`,
      ...LAST,
    ]
  const isLeftOut = MAKE_NOBODY.includes(question.source)
  return [
    isLeftOut
      ? 'If it is a child whom the directory knows after all, their record lacks what the row says.'
      : 'If it is a child whom the directory knows after all, there are two records of one child, and each shows a part.',
    isLeftOut
      ? 'The row is left out: no record says what it says.'
      : `${whoIs(row)} gets a new record, and everybody finds it.`,
    ...candidates
      .filter(({ isLinked }) => isLinked)
      .map((one) => `The record of ${whoIs(one)} (${one.childId}) stays as it was before this row.`),
    ...LAST,
  ]
}

/** What the model did is told to nobody who is asked whether it did well. */
function followsOfDrawn(row: ComparedRecord, meant: Candidate | null): string[] {
  const whose = meant ? `in the record of ${whoIs(meant)} (${meant.childId})` : 'in none of these records'
  return [
    'If the model decided so too, nothing changes, and no feed changes it from then on.',
    `If it did not, it is put right: what the row says of ${whoIs(row)} is ${whose}. Where others have told of both since, both stay, and it is only counted.`,
    'It is counted for or against the model. It is recorded with your name, and you can undo it.',
  ]
}

const LAST = ['It is recorded with your name.', 'No feed undoes it. You can undo it, as long as nothing stands on it.']

/** `Grace Mainwood, born 27 June 2012`. */
export function whoIs({ name, dateOfBirth }: Pick<ComparedRecord, 'name' | 'dateOfBirth'>): string {
  return `${fullName(name)}, born ${day(dateOfBirth)}`
}

/** Steps that can be refused. */
export type Step = 'open' | 'answer' | 'undo'

const GONE = [
  'It was answered meanwhile, its source says something else now, or it is not for you. Which of these, nobody is told.',
]
const REFUSALS: Readonly<Record<`${Step} ${'not-found' | 'conflict'}`, { title: string; lines: readonly string[] }>> = {
  'open not-found': { title: 'This question is not open any more', lines: GONE },
  'open conflict': {
    title: 'Somebody else has this question',
    lines: [
      'Nothing was shown. It is open to everybody again when they have answered it with “I cannot say”, or let a quarter of an hour pass.',
    ],
  },
  'answer not-found': { title: 'This question is not open any more', lines: ['Your answer was not taken.', ...GONE] },
  'answer conflict': {
    title: 'Your answer was not taken',
    lines: ['Open the question again, and look at how it is now.'],
  },
  'undo not-found': { title: 'This was taken back already', lines: ['There is nothing more to undo.'] },
  'undo conflict': { title: 'This cannot be undone', lines: ['All stays as it was answered.'] },
}

/** Why a step was not taken. @param message of the gateway, where it says more */
export function refusalOf(
  step: Step,
  code: 'not-found' | 'conflict',
  message: string,
): { title: string; lines: string[] } {
  const { title, lines } = REFUSALS[`${step} ${code}`]
  const more = code === 'conflict' && step !== 'open' ? [`${message}.`] : []
  return { title, lines: [...more, ...lines] }
}

/** The newest first, three at most: an older one is opened again from the list. */
export function newestWith<One extends { id: string }>(kept: readonly One[] | undefined, one: One): One[] {
  return [one, ...(kept ?? []).filter(({ id }) => id !== one.id)].slice(0, MOST_KEPT)
}

export const MOST_KEPT = 3

function fullName({ given, family }: ComparedRecord['name']): string {
  return [...given, family].join(' ')
}

function carerOf({ name, relationship, phone: number }: ComparedRecord['carers'][number]): string {
  return `${fullName(name)} (${words(relationship).toLowerCase()}${number ? `, ${phone(number)}` : ''})`
}
