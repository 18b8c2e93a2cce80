import {
  FAULT_CODES,
  FAULT_MEANINGS,
  fieldsInPath,
  problemType,
  takesBody,
  type AnyRoute,
  type FaultCode,
} from '@contactpoint/contracts'
import { CHALLENGE } from '../access/authorization.rules.ts'
import type { Schemas } from './schemas.rules.ts'

const count = { type: 'integer', format: 'int32', minimum: 0, maximum: 1_000_000 }

/** Headers of answers, by the name under which the description has them. */
export const RESPONSE_HEADERS = {
  RateLimitLimit: { description: 'Requests that one caller may make in ten seconds.', schema: count },
  RateLimitRemaining: { description: 'How many of them are left.', schema: count },
  RateLimitReset: { description: 'Seconds until all of them are there again.', schema: count },
  RetryAfter: { description: 'Seconds to wait before it is sent again.', schema: count },
  Challenge: {
    description: 'How to sign in: with a token that whoever bears it may use, or with one that is bound to a key.',
    schema: { type: 'string', maxLength: 100, examples: [CHALLENGE] },
  },
  TraceId: {
    description: 'Names this request in our logs: quote it. It is that of your traceparent, if you sent one.',
    schema: { type: 'string', pattern: '^[0-9a-f]{32}$', minLength: 32, maxLength: 32 },
  },
  ETag: {
    description: 'The version of what is answered: send it in If-Match to change it.',
    schema: { type: 'string', pattern: '^"[0-9]+"$', maxLength: 20 },
  },
  CacheControl: { description: 'Nothing is kept anywhere.', schema: { type: 'string', const: 'no-store' } },
}

const header = (name: keyof typeof RESPONSE_HEADERS): object => ({ $ref: `#/components/headers/${name}` })

const RATE_LIMITS = {
  'RateLimit-Limit': header('RateLimitLimit'),
  'RateLimit-Remaining': header('RateLimitRemaining'),
  'RateLimit-Reset': header('RateLimitReset'),
}

/** Every answer that a route can give: its own, and each fault. */
export function responsesOf(route: AnyRoute, schemas: Schemas): object {
  const faults = Map.groupBy(faultsOf(route), (code) => FAULT_CODES[code])
  const own = (status: number) => ({
    description: status >= 500 ? 'Not now' : route.summary,
    headers: {
      ...headersOf(route),
      ...(status === route.status && route.etag !== null && { ETag: header('ETag') }),
      ...(status >= 500 && { 'Retry-After': header('RetryAfter') }),
    },
    ...(status !== 204 && { content: { [route.gives]: contentOf(route, schemas) } }),
  })
  return {
    [route.status]: own(route.status),
    ...Object.fromEntries([...faults].map(([status, codes]) => [status, problem(route, status, codes)])),
    ...(route.otherwise !== null && { [route.otherwise]: own(route.otherwise) }),
  }
}

/** What may go wrong with a route of its kind, and what it says itself. */
export function faultsOf(route: AnyRoute): FaultCode[] {
  const hasBody = takesBody(route)
  const isAsked = Object.keys(route.example.ask ?? {}).length > 0
  const codes: (FaultCode | false)[] = [
    isAsked && 'invalid-request',
    !route.open && 'unauthenticated',
    !route.open && 'forbidden',
    route.asks?.recently === true && 'step-up-needed',
    fieldsInPath(route).length > 0 && 'not-found',
    hasBody && !route.takes && 'too-large',
    hasBody && route.asks?.shape !== 'raw' && 'unsupported-media-type',
    route.ifMatch !== null && 'precondition-failed',
    route.ifMatch !== null && 'precondition-required',
    route.limited && 'too-many-requests',
    'internal',
    route.asks !== null && 'unavailable',
    ...route.faults,
  ]
  return [...new Set(codes.filter((code) => code !== false))]
}

function contentOf({ answers, gives, example }: AnyRoute, schemas: Schemas): object {
  const refs = answers.map((answer) => schemas.ref(answer))
  if (refs.length === 0)
    return { schema: gives === 'application/json' ? { type: 'object' } : { type: 'string', maxLength: 10_000_000 } }
  return { schema: refs.length === 1 ? refs[0] : { oneOf: refs }, ...(example.answer && { example: example.answer }) }
}

function headersOf({ limited }: AnyRoute): object {
  return { 'Cache-Control': header('CacheControl'), 'Trace-Id': header('TraceId'), ...(limited && RATE_LIMITS) }
}

/** What is told by this status, whichever of its codes it is. */
function problem(route: AnyRoute, status: number, codes: FaultCode[]): object {
  const example = (code: FaultCode) => ({
    value: { type: problemType(code), title: code, status, detail: FAULT_MEANINGS[code].means },
  })
  return {
    description: codes.map((code) => FAULT_MEANINGS[code].means).join(' Or: '),
    headers: {
      ...headersOf(route),
      ...(status === 401 && { 'WWW-Authenticate': header('Challenge') }),
      ...((status === 429 || status === 503) && { 'Retry-After': header('RetryAfter') }),
    },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, example(code)])),
      },
    },
  }
}
