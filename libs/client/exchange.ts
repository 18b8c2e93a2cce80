import {
  etagOf,
  fieldsInQuery,
  fieldsKnown,
  pathTo,
  takesBody,
  type AnyRoute,
  type Problem,
} from '@contactpoint/contracts'
import { NoAnswerError, ProblemError } from './errors.ts'

/** Where a request goes, and how long it may take. */
export interface Exchange {
  url: string
  /** Headers that say whose request it is. */
  authorization: Record<string, string>
  timeoutMs: number
  /** Network address of whoever this is passed on for. */
  forwardedFor: string | null
  /** A body that is a file. */
  file?: AsyncIterable<Uint8Array>
}

const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Sends one request and reads its answer. @throws ProblemError, NoAnswerError */
export async function exchange(route: AnyRoute, ask: object, given: Exchange): Promise<unknown> {
  const response = await fetch(given.url + addressOf(route, ask), requestOf(route, ask, given)).catch(
    (error: unknown) => {
      throw noAnswer(error)
    },
  )
  const text = await response.text().catch((error: unknown) => {
    throw noAnswer(error)
  })
  const isOwn = response.status === route.status || response.status === route.otherwise
  if (isOwn && route.gives !== 'application/json') return text
  const body = parsed(text)
  if (isOwn) return body
  throw new ProblemError(problemOf(response.status, body), retryAfterOf(response))
}

function addressOf(route: AnyRoute, ask: object): string {
  const path = pathTo(route, ask)
  const said = fieldsInQuery(route, Object.keys(ask))
  const query = Object.entries(ask).filter(([name, value]) => value !== undefined && said.includes(name))
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query as [string, string][])}`
}

function requestOf(route: AnyRoute, ask: object, given: Exchange): RequestInit {
  // A connection that is kept may be closed just when it is used again, and nobody knows then whether the request was done.
  const { timeoutMs, forwardedFor, file } = given
  const onBehalf = forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor }
  const authorization = { connection: 'close', ...onBehalf, ...given.authorization }
  const shared = { method: route.method, signal: AbortSignal.timeout(timeoutMs) }
  if (route.takes) {
    const headers = { ...authorization, 'content-type': route.takes[0]! }
    return { ...shared, headers, body: ReadableStream.from(file!), duplex: 'half' } as RequestInit
  }
  if (!takesBody(route)) return { ...shared, headers: { ...authorization } }
  const body = Object.fromEntries(Object.entries(ask).filter(([name]) => !fieldsKnown(route).includes(name)))
  const headers = { ...authorization, ...preconditionOf(route, ask), 'content-type': 'application/json' }
  return { ...shared, headers, body: JSON.stringify(body) }
}

/** The version that is changed, where a route wants to know it. */
function preconditionOf({ ifMatch }: AnyRoute, ask: object): Record<string, string> {
  return ifMatch === null ? {} : { 'if-match': etagOf((ask as Record<string, number>)[ifMatch]!) }
}

function noAnswer(error: unknown): NoAnswerError {
  const { name, cause } = error as { name: string; cause?: { code?: string } }
  if (name === 'TimeoutError') return new NoAnswerError('The API did not answer in time', false, { cause: error })
  return new NoAnswerError('The API did not answer', NOT_SENT.includes(cause?.code ?? ''), { cause: error })
}

function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch (error) {
    throw new NoAnswerError('The answer is not one of the API', false, { cause: error })
  }
}

/** What stands between us and the API may answer in words of its own. */
function problemOf(status: number, body: unknown): Problem {
  const problem = body as Partial<Problem> | null
  if (problem?.title && problem.detail) return problem as Problem
  throw new NoAnswerError(`Something else than the API answered ${status}`, false)
}

function retryAfterOf({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : null
}
