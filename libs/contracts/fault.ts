/**
 * The closed list of what can go wrong between a user and the answer. Each maps to one HTTP status at the gateway.
 * `unavailable` means "nothing was shown, try again": the gateway sends Retry-After with it.
 */
export const FAULT_CODES = {
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'step-up-failed': 403,
  'step-up-needed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'precondition-required': 428,
  'too-many-requests': 429,
  'over-budget': 429,
  internal: 500,
  unavailable: 503,
  'shut-off': 503,
} as const

export type FaultCode = keyof typeof FAULT_CODES

/** What each code means to whoever gets it, and what to do: the words of `/docs/problems`. */
export const FAULT_MEANINGS: Record<FaultCode, { means: string; next: string }> = {
  'invalid-request': {
    means: 'The request has not the form that is described; `places` names each field and the rule that it breaks.',
    next: 'Correct the fields and send it again. The same request is refused again.',
  },
  unauthenticated: {
    means: 'No access token came with the request, or it has ended, or signing in failed, for whatever reason.',
    next: 'Renew the session, or sign in again. An access token lives 60 seconds.',
  },
  forbidden: {
    means: 'Whoever is signed in may not do this. Nothing was looked up.',
    next: 'Ask the organisation that gave the account which role it has.',
  },
  'step-up-failed': {
    means:
      'The PIN, the one-time code or what a security key has signed was wrong, or was used before. Nothing was shown. Of whoever has a key no code is taken.',
    next: 'Wait for the next code, or have the key sign anew, and try again. After a few wrong ones the attempt, and then the account, is shut for a while.',
  },
  'step-up-needed': {
    means: 'This step takes somebody who has proved within a quarter of an hour that it is they. Nothing was done.',
    next: 'Prove it with PIN and token (the route for it is described under sessions), and send the request again with the token of its answer.',
  },
  'not-found': {
    means: 'There is no such address or record, or it is not for whoever asks: which of these is not told.',
    next: 'Check the address and the id.',
  },
  'method-not-allowed': {
    means: 'The address exists, with other methods than this one; the header Allow names them.',
    next: 'Use one of those.',
  },
  conflict: {
    means: 'The request does not fit what is there already.',
    next: 'Read what is there, then decide.',
  },
  'precondition-failed': {
    means:
      'Somebody changed it since you read it: If-Match names another version than the one that is there. Nothing was changed.',
    next: 'Read what is there, then decide, and send its ETag in If-Match.',
  },
  'precondition-required': {
    means: 'The request does not say which version it changes. Nothing was looked up.',
    next: 'Send the ETag of what you read in the header If-Match.',
  },
  'too-large': {
    means: 'The body is longer than is taken here (64 KB of JSON).',
    next: 'Send less.',
  },
  'unsupported-media-type': {
    means: 'The body is of another content type than is described.',
    next: 'Send the type that is described, and name it in Content-Type.',
  },
  'too-many-requests': {
    means: 'Too many requests came from one caller or address. Nothing was done.',
    next: 'Wait as long as Retry-After says, then send it again.',
  },
  'over-budget': {
    means: 'You have seen as many children in an hour, a day or a month as your role may. Nothing was shown.',
    next: 'If your work needs more, appeal to the management of your authority (the route for it is described under budgets). Each span of time slides: what is older than it counts no more.',
  },
  internal: {
    means: 'Something failed that should not. Nothing was shown.',
    next: 'Send it again once; if it fails again, tell the operator when it was.',
  },
  unavailable: {
    means: 'A service cannot answer now. Nothing was shown.',
    next: 'Wait as long as Retry-After says, then send it again.',
  },
  'shut-off': {
    means:
      'The directory, or your part of it, is shut off by whoever is responsible for it. Nothing was shown. Shields hold, and may be asked for.',
    next: 'Wait until you are told that it is open again. Nothing that you send makes it sooner.',
  },
}

/** Address of the page that explains the codes; the `type` of a problem leads to its place there. */
export const PROBLEMS_PAGE = '/docs/problems'

/** One place in a request that is wrong: where, and a code; never the value that stood there. */
export interface FaultPlace {
  /** Path of the field, for example `criteria.dateOfBirth`. */
  field: string
  /** Machine-readable rule that failed, for example `isIsoDate`. */
  rule: string
}

/** Places of a refusal that are named; whoever sent more mistakes finds the rest after mending these. */
export const MOST_PLACES = 10

/** What stands against a request, as it is now: a step came too late when somebody was first. */
export interface FaultCurrent {
  state: string
  version: number
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
    options?: ErrorOptions & { current?: FaultCurrent | undefined },
  ) {
    super(message, options)
    this.name = 'Fault'
    if (options?.current) this.current = options.current
  }

  /** Of a conflict, what it is with. */
  readonly current?: FaultCurrent

  static conflict(message: string, current?: FaultCurrent): Fault {
    return new Fault('conflict', message, [], { current })
  }

  static invalid(field: string, rule: string): Fault {
    return new Fault('invalid-request', `The request is not valid: ${field} (${rule})`, [{ field, rule }])
  }

  static notFound(): Fault {
    return new Fault('not-found', 'There is no such record')
  }

  static overBudget(): Fault {
    return new Fault(
      'over-budget',
      'You have seen as many children as your role may; if your work needs more, appeal to your management',
    )
  }

  static unavailable(who: string, options?: ErrorOptions): Fault {
    return new Fault('unavailable', `The ${who} service cannot answer now; nothing was changed or shown`, [], options)
  }
}
