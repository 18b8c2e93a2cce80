import { SERVICES, type MessageClass, type Service } from './message.ts'

/**
 * Something that a service tells, to every copy of those that listen. It may be lost: nothing may depend on it but how soon
 * something is noticed. Between services only, without a token; the NATS permission is what allows it.
 */
export interface NewsContract<Content extends object> {
  readonly subject: string
  /** Who tells it. */
  readonly owner: Service
  readonly content: MessageClass<Content>
  readonly heardBy: readonly Service[]
}

const catalogue = new Map<string, NewsContract<object>>()

/**
 * Declares news. The subject is `<owner>.<noun>.<verb in the past>`.
 *
 * @throws Error when the subject is malformed or declared twice: a programming error, found when the module loads.
 */
export function news<Content extends object>(
  subject: string,
  content: MessageClass<Content>,
  { heardBy }: { heardBy: readonly Service[] },
): NewsContract<Content> {
  const [owner, ...rest] = subject.split('.')
  if (rest.length !== 2 || !SERVICES.includes(owner as Service)) throw new Error(`Malformed subject ${subject}`)
  if (catalogue.has(subject)) throw new Error(`Subject ${subject} is declared twice`)
  const contract = { subject, owner: owner as Service, content, heardBy }
  catalogue.set(subject, contract)
  return contract
}

/** All news that were declared: with the questions, the source of the NATS permissions. */
export function allNews(): NewsContract<object>[] {
  return [...catalogue.values()]
}
