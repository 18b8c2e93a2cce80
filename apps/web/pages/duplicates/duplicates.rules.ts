import {
  isChildId,
  LINK_ANSWERS,
  type Candidate,
  type DuplicateState,
  type DuplicateViewed,
  type FoundBy,
  type LinkAnswer,
} from '@contactpoint/contracts'
import { whoIs } from '../../layout/beside.rules.ts'
import type { FieldError } from '../../layout/field-errors.rules.ts'
import type { Refusals } from '../../layout/refused.rules.ts'

/** Why a pair waits, as a steward reads it. */
export const FOUND: Readonly<Record<FoundBy, string>> = {
  model: 'The model has found them alike',
  person: 'Somebody has named them',
}

/** How it stood with a pair once they had answered. */
export const STATES: Readonly<Record<DuplicateState, string>> = {
  open: 'The same child: it waits for somebody else',
  merged: 'The same child: they are one record',
  different: 'Two children',
}

/** Two records that somebody names. */
export interface NamesForm {
  childId?: string
  otherId?: string
}

/** What was typed, as ids are written. */
export function namesIn({ childId, otherId }: NamesForm): Required<NamesForm> {
  return { childId: asId(childId), otherId: asId(otherId) }
}

/** What is wrong with the ids, before anybody is asked for them. */
export function namesWrong({ childId, otherId }: Required<NamesForm>): FieldError[] {
  const wrong = [...idWrong('childId', childId, 'one record'), ...idWrong('otherId', otherId, 'the other record')]
  if (wrong.length > 0 || childId !== otherId) return wrong
  return [{ field: 'otherId', text: 'Enter the id of another record: this is the same one twice' }]
}

function idWrong(field: keyof NamesForm, id: string, which: string): FieldError[] {
  if (id === '') return [{ field, text: `Enter the id of ${which}` }]
  if (isChildId(id)) return []
  const text = `The id of ${which} is mistyped: it has twelve letters and digits, like KLJ6G4D4VGLR`
  return [{ field, text }]
}

function asId(typed: unknown): string {
  return typeof typed === 'string' ? typed.replaceAll(/\s/g, '').toUpperCase() : ''
}

/** Of a record that is shielded, and of one that never was, the same. */
export const NO_RECORDS: FieldError = {
  field: 'childId',
  text: 'There are no two records with these ids that you may see',
}

/** Of two of whom it was decided: there is a button that takes it back. */
export const DECIDED: Readonly<Record<Exclude<DuplicateState, 'open'>, FieldError>> = {
  different: { field: 'childId', text: 'Somebody has said that they are two children' },
  merged: { field: 'childId', text: 'Two people have said so already: they are one record' },
}

export interface AnswerForm {
  answer?: string
}

/** What a form says; null: nothing that could be done. */
export function saidIn({ answer }: AnswerForm): LinkAnswer | null {
  return LINK_ANSWERS.find((one) => one === answer) ?? null
}

/** What an answer that decides does, the gravest first. */
export function followsSaying(
  answer: Exclude<LinkAnswer, 'unsure'>,
  { goesOn, other }: Pick<DuplicateViewed, 'goesOn' | 'other'>,
): string[] {
  if (answer === 'same')
    return [
      'If they are two children, everybody who opens the record is shown what is said of somebody else.',
      'Nothing changes until somebody else has said the same. Whether somebody has, nobody is told.',
      `Then the record of ${whoIs(goesOn)} (${goesOn.childId}) goes on, with what is said in both. The id ${other.childId} is nobody’s.`,
      ...LAST,
    ]
  return [
    'If it is one child, there stay two records, and each shows a part.',
    'It is enough that you say so: nobody is asked of this pair again.',
    ...LAST,
  ]
}

const LAST = ['It is recorded with your name.', 'No feed undoes it. It can be undone.']

/** `Grace Mainwood, born 27 June 2012 (KLJ6G4D4VGLR), and …`. */
export function whoBothAre({ goesOn, other }: Pick<DuplicateViewed, 'goesOn' | 'other'>): string {
  const [one, two] = [goesOn, other].map((record: Pick<Candidate, 'name' | 'dateOfBirth' | 'childId'>) => {
    return `${whoIs(record)} (${record.childId})`
  })
  return `${one}, and ${two}`
}

const GONE = ['It was decided meanwhile, or it is not for you. Which of these, nobody is told.']

/** Why a step was not taken. Nobody holds a pair: opening one meets no conflict. */
export const REFUSALS: Refusals = {
  'open not-found': { title: 'This pair is not open any more', lines: GONE },
  'answer not-found': { title: 'This pair is not open any more', lines: ['Your answer was not taken.', ...GONE] },
  'answer conflict': { title: 'Your answer was not taken', lines: ['All stays as it was.'] },
  'undo not-found': {
    title: 'There is nothing to undo',
    lines: ['It was taken back already, or it is not for you. Which of these, nobody is told.'],
  },
  'undo conflict': { title: 'This cannot be undone', lines: ['All stays as it was decided.'] },
}
