import type { Role } from './vocabulary.ts'

/** Everyone who has a login on the bus. An app's name, its database and its NATS user are one word. */
export const SERVICES = ['gateway', 'identity', 'directory', 'shielding', 'ingestion', 'audit', 'console'] as const
export type Service = (typeof SERVICES)[number]

/** For so long it holds that somebody has proved who they are, by signing in or by PIN and token again. Milliseconds. */
export const PROOF_HOLDS_MS = 15 * 60 * 1000

export type MessageClass<T> = new () => T

/** One question that can be asked on the bus, and who may ask it. */
export interface RequestContract<Question extends object, Answer extends object> {
  readonly subject: string
  readonly owner: Service
  readonly question: MessageClass<Question>
  readonly answer: MessageClass<Answer>
  readonly askedBy: readonly Service[]
  /**
   * `person`: the headers carry the access token of a person or of a feed supplier, and the answering service verifies it.
   * `service`: no token; the NATS permission is what allows it.
   */
  readonly for: 'person' | 'service'
  /** With `person`: whose roles may ask. The gateway turns others away before it looks at what they ask, the door does so again. */
  readonly roles: readonly Role[]
  /** Whether whoever asks must have proved lately who they are, with PIN and token: see `PROOF_HOLDS_MS`. */
  readonly recently: boolean
  /** `raw` hands the question over unchecked: only for credentials, where a bad shape must look like a bad password. */
  readonly shape: 'checked' | 'raw'
  /** Questions of this kind that one message carries at the most; they are asked and answered each for itself. Only between services. */
  readonly together: number
}

type Rules = { askedBy: readonly Service[]; shape?: 'raw' } & (
  { for: 'service'; together?: number } | { for: 'person'; roles: readonly Role[]; recently?: true }
)

const catalogue = new Map<string, RequestContract<object, object>>()

/**
 * Declares a question. The subject is `<owner>.<noun>.<verb>`, singular.
 *
 * @throws Error when the subject is malformed or declared twice: a programming error, found when the module loads.
 */
export function request<Question extends object, Answer extends object>(
  subject: string,
  question: MessageClass<Question>,
  answer: MessageClass<Answer>,
  rules: Rules,
): RequestContract<Question, Answer> {
  const [owner, ...rest] = subject.split('.')
  if (rest.length !== 2 || !SERVICES.includes(owner as Service)) throw new Error(`Malformed subject ${subject}`)
  if (catalogue.has(subject)) throw new Error(`Subject ${subject} is declared twice`)
  const contract = {
    subject,
    owner: owner as Service,
    question,
    answer,
    shape: 'checked' as const,
    together: 1,
    roles: [],
    recently: false,
    ...rules,
  }
  catalogue.set(subject, contract as unknown as RequestContract<object, object>)
  return contract
}

/** Every question that was declared: the source of the NATS permissions. */
export function allRequests(): RequestContract<object, object>[] {
  return [...catalogue.values()]
}
