import type { FaultCode, FaultPlace, Problem } from '@contactpoint/contracts'

/** The API answered with a problem (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: FaultCode
  readonly status: number
  readonly places: readonly FaultPlace[]
  readonly traceId: string | undefined

  constructor(
    problem: Problem,
    /** Milliseconds to wait before it is asked again, when the API said so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(problem.detail)
    this.code = problem.title
    this.status = problem.status
    this.places = problem.places ?? []
    this.traceId = problem.traceId
  }
}

/** Nothing was answered, or nothing that could be understood. Whether it was done is not known, unless `notSent`. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'

  constructor(
    message: string,
    /** True when the request cannot have arrived. */
    readonly notSent: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
