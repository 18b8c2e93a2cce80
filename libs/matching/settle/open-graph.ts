import { SURE } from './hypotheses.ts'

/** A question between two records, or two groups of records. */
export interface Question {
  readonly a: number
  readonly b: number
  /** Evidence for one child, in bits; null where a rule or a person says that they are two, or may be. */
  readonly bits: number | null
}

/**
 * The questions that have one answer: the evidence suffices, and nobody else is asked about either of the two, unless all
 * of them may be one child. What is asked about a third record so counts, whatever the order of the questions; the settled
 * ones never bring together two of whom a question says that they are two.
 */
export function settledQuestions(questions: readonly Question[]): Question[] {
  const around = new Map<number, Map<number, Question>>()
  const add = (node: number, other: number, question: Question): void => {
    const known = around.get(node) ?? new Map<number, Question>()
    around.set(node, known.set(other, question))
  }
  for (const question of questions) {
    add(question.a, question.b, question)
    add(question.b, question.a, question)
  }
  const isOpen = (one: number, other: number): boolean => (around.get(one)?.get(other)?.bits ?? null) !== null
  const hasNoRival = (one: number, other: number): boolean =>
    [...around.get(one)!.keys()].every((third) => third === other || isOpen(third, other))
  return questions.filter(({ a, b, bits }) => bits !== null && bits >= SURE && hasNoRival(a, b) && hasNoRival(b, a))
}
