import {
  LINK_ANSWERS,
  MAKE_NOBODY,
  QUESTION_KINDS,
  type Candidate,
  type ComparedRecord,
  type LinkAnswer,
  type LinkQuestion,
  type LinkQuestionViewed,
  type QuestionKind,
} from '@contactpoint/contracts'
import { whoIs } from '../../layout/beside.rules.ts'
import type { Refusals } from '../../layout/refused.rules.ts'
import { words } from '../../layout/words.rules.ts'
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

const GONE = [
  'It was answered meanwhile, its source says something else now, it may be about others and so is asked anew, or it is not for you. Which of these, nobody is told.',
]

/** Why a step was not taken. */
export const REFUSALS: Refusals = {
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
