import type { AnswerLinkQuestion, LinkQuestion, ListLinkQuestions, QuestionRead } from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import { toBeDone, type Asked, type Reading } from '../release/release.rules.ts'

/** A look at what waits, as the log says it. */
export function listAsked({ kind }: ListLinkQuestions): Asked {
  return { action: 'link-list', reason: null, particulars: kind ? { kind } : {} }
}

/** What waits, as it may leave: nothing of any child. */
export function questionsListed(items: LinkQuestion[]): Reading<LinkQuestion[]> {
  return { content: items, outcome: 'shown', children: [], stances: [] }
}

/** A look at a question, as the log says it. */
export function viewAsked(questionId: string): Asked {
  return { action: 'link-view', reason: null, particulars: { questionId } }
}

/** An answer, as the log says it. */
export function answerAsked({ questionId, answer }: AnswerLinkQuestion): Asked {
  return { action: 'link-answer', reason: null, particulars: { questionId, answer } }
}

/** That an answer is taken back, as the log says it. */
export function undoAsked(linkId: string): Asked {
  return { action: 'link-undo', reason: null, particulars: { linkId } }
}

/** There is no such question, for whichever reason: one answer. */
export const NO_QUESTION: Reading<never> = { content: null, outcome: 'not-found', children: [], stances: [] }

/** The question as it may leave: all of it, or nothing where one of the children is shielded by now. */
export function questionShown(read: QuestionRead, stances: ReadonlyMap<string, Stance>): Reading<QuestionRead> {
  const all = read.candidates.map(({ childId }) => stances.get(childId)!)
  if (all.some(({ view }) => view !== 'full')) return NO_QUESTION
  const children = all.map(({ childId }) => ({ childId, shown: 'full' as const }))
  return { content: read, outcome: 'shown', children, stances: all }
}

/** An answer as it may be given: about the child that it names, or about all who might have been meant. */
export function answerTaken(shown: Reading<QuestionRead>, { childId }: AnswerLinkQuestion): Reading<true> {
  if (!shown.content) return NO_QUESTION
  const meant = childId ? [childId] : shown.content.candidates.map((one) => one.childId)
  return { ...toBeDone(...meant), stances: shown.stances }
}
