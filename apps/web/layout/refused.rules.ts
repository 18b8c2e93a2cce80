import { ProblemError } from '@contactpoint/client'
import { Page } from './pages.rules.ts'

/** Steps with what waits for a person that can be refused. */
export type Step = 'open' | 'answer' | 'undo'
type RefusedBy = 'not-found' | 'conflict'

interface Refusal {
  title: string
  lines: readonly string[]
}

/** What a page says of each step that is refused; one that is missing is a failure like any other. */
export type Refusals = Readonly<Partial<Record<`${Step} ${RefusedBy}`, Refusal>>>

/** Why a step was not taken; null: no page of its own says it. @param message of the gateway, where it says more */
export function refusalOf(
  refusals: Refusals,
  step: Step,
  code: RefusedBy,
  message: string,
): { title: string; lines: string[] } | null {
  const refusal = refusals[`${step} ${code}`]
  if (!refusal) return null
  const more = code === 'conflict' && step !== 'open' ? [`${message}.`] : []
  return { title: refusal.title, lines: [...more, ...refusal.lines] }
}

/** Where somebody goes back to from what was refused. */
export interface WayBack {
  href: string
  text: string
}

/** A step, or the page on why it was not taken. @throws whatever is wrong with more than this step */
export async function orRefused<Answer>(
  refusals: Refusals,
  back: WayBack,
  step: Step,
  take: () => Promise<Answer>,
): Promise<Answer | Page> {
  try {
    return await take()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, message, status, traceId } = error
    const refusal = code === 'not-found' || code === 'conflict' ? refusalOf(refusals, step, code, message) : null
    if (!refusal) throw error
    return new Page('layout/refused', { ...refusal, back, reference: traceId }, status)
  }
}
