/**
 * The closed list of what can go wrong between a user and the answer. Each maps to one HTTP status at the gateway.
 * `unavailable` means "nothing was shown, try again": the gateway sends Retry-After with it.
 */
export const FAULT_CODES = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
} as const

export type FaultCode = keyof typeof FAULT_CODES

/** One place in a request that is wrong: where, and a code; never the value that stood there. */
export interface FaultPlace {
  /** Path of the field, for example `criteria.dateOfBirth`. */
  field: string
  /** Machine-readable rule that failed, for example `isIsoDate`. */
  rule: string
}

/**
 * The only error that crosses a service boundary. Its message is shown to users: it carries ids and field names at most,
 * never a name, a date of birth or an address.
 */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    readonly places: FaultPlace[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'Fault'
  }

  static invalid(field: string, rule: string): Fault {
    return new Fault('invalid-request', `The request is not valid: ${field} (${rule})`, [{ field, rule }])
  }

  static notFound(): Fault {
    return new Fault('not-found', 'There is no such record')
  }

  static unavailable(who: string, options?: ErrorOptions): Fault {
    return new Fault('unavailable', `The ${who} service cannot answer now; nothing was changed or shown`, [], options)
  }
}
