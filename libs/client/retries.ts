import type { AnyRoute } from '@contactpoint/contracts'
import pRetry from 'p-retry'
import { setTimeout as sleep } from 'node:timers/promises'
import { NoAnswerError, ProblemError } from './errors.ts'

/** How patient a client is. */
export interface Patience {
  /** How often it is asked at the most. */
  tries: number
  /** Longest wait between two tries, in milliseconds. The API asking for a longer one ends the tries. */
  longestWaitMs: number
}

const FIRST_WAIT_MS = 200

/** Asks again, later and later, while that does no harm and could help. */
export function patiently<T>(
  route: Pick<AnyRoute, 'repeatable'>,
  { tries, longestWaitMs }: Patience,
  ask: () => Promise<T>,
): Promise<T> {
  return pRetry(ask, {
    retries: tries - 1,
    minTimeout: FIRST_WAIT_MS,
    maxTimeout: longestWaitMs,
    randomize: true,
    shouldRetry: ({ error }) => mayAskAgain(route, error) && waitOf(error) <= longestWaitMs,
    onFailedAttempt: async ({ error, retriesLeft }) => {
      if (retriesLeft > 0 && mayAskAgain(route, error) && waitOf(error) <= longestWaitMs) await sleep(waitOf(error))
    },
  })
}

/** What was surely not done may be asked again; what perhaps was, only where that does no harm. */
export function mayAskAgain({ repeatable }: Pick<AnyRoute, 'repeatable'>, error: Error): boolean {
  if (error instanceof NoAnswerError) return repeatable || error.notSent
  if (!(error instanceof ProblemError)) return false
  return error.code === 'too-many-requests' || (error.code === 'unavailable' && repeatable)
}

function waitOf(error: Error): number {
  return error instanceof ProblemError ? (error.retryAfterMs ?? 0) : 0
}
