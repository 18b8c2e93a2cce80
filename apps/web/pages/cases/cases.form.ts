import type { AnswerMisuseCase, MisuseAnswer, MisuseCode } from '@contactpoint/contracts'

export interface AnswerForm {
  answer?: string
  code?: string
  suspend?: string
  /** How many alerts the page showed. */
  alerts?: string
}

/** What was found, as it is sent; what is not of the lists the gateway refuses. */
export function answerIn(caseId: string, { answer = '', code = '', suspend, alerts }: AnswerForm): AnswerMisuseCase {
  return {
    caseId,
    answer: answer as MisuseAnswer,
    code: code as MisuseCode,
    ...(suspend === 'yes' && { suspend: true }),
    ...(alerts && { alerts: Number(alerts) }),
  }
}
