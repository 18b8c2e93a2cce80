import { Fault, type RequestContract, type Service } from '@contactpoint/contracts'
import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { context, SpanKind, trace, type Context } from '@opentelemetry/api'
import { headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node'
import { lastValueFrom } from 'rxjs'
import { AnswerContext } from './answer-context.ts'
import { assertInTime, withCall, type Call } from './call.ts'
import { checkAnswer } from './check-answer.ts'
import { inboxPrefix } from './connect.ts'
import { answerHeaders, FAULT, fromHeaders, TOGETHER, traceOf } from './headers.ts'
import { toFault, writtenFault, type TogetherAnswer } from './many-in-one.ts'
import { mostBytes, tooLarge } from './message-size.ts'

/** What happened to one request, for metrics: no payload, no identity. */
export interface Answered {
  subject: string
  /** A fault code, or `ok`. */
  outcome: string
  seconds: number
}

export interface BusServerOptions {
  service: Service
  contracts: AnyContract[]
  /** Told of every request that was answered or dropped. */
  onAnswered?: (answered: Answered) => void
  /** Told of errors that are not faults: programming errors and lost stores. */
  onError?: (subject: string, error: unknown) => void
  /** Whether asking again later may help, since something the service needs is not there now. */
  isUnavailable?: (error: unknown) => boolean
  /** Whether each answer is held against its declared class before it goes, as tests do; one that differs is a programming error. */
  checkAnswers?: boolean
}

/** Questions that a service works on at a time: what comes on top is refused at once (503), not left to wait. */
export const MOST_UNDER_WAY = 1_000

type AnyContract = RequestContract<object, object>

/** Nest transport over one NATS connection: subscribes to the service's own subjects in a queue group and answers. */
export class BusServer extends Server implements CustomTransportStrategy {
  private subscriptions: Subscription[] = []
  private readonly inFlight = new Set<Promise<void>>()
  /** Questions, where a message may hold several. */
  private underWay = 0
  private readonly bySubject: Map<string, AnyContract>

  constructor(
    private readonly connection: NatsConnection,
    private readonly options: BusServerOptions,
  ) {
    super()
    this.bySubject = new Map(options.contracts.map((contract) => [contract.subject, contract]))
  }

  listen(callback: (error?: unknown) => void): void {
    for (const subject of this.messageHandlers.keys()) {
      const contract = this.bySubject.get(subject)
      if (!contract) throw new Error(`${subject} is answered but not declared`)
      const subscription = this.connection.subscribe(subject, {
        queue: this.options.service,
        callback: (error, message) => {
          if (error) return this.options.onError?.(subject, error)
          const answering = this.take(contract, message)
            .catch((unsaid: unknown) => this.options.onError?.(subject, unsaid))
            .finally(() => this.inFlight.delete(answering))
          this.inFlight.add(answering)
        },
      })
      this.subscriptions.push(subscription)
    }
    this.connection.flush().then(() => callback(), callback)
  }

  /** Takes no new requests and waits for those under way. The connection stays open: their work may still ask others. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain().catch(() => undefined)))
    await Promise.allSettled(this.inFlight)
    this.subscriptions = []
  }

  on(): void {}

  unwrap<T>(): T {
    return this.connection as T
  }

  /** A message that may be heard, has a place, and holds what it says. */
  private async take(contract: AnyContract, message: Msg): Promise<void> {
    const started = performance.now()
    if (!mayHear(contract, message.reply)) return this.told(contract, 'dropped', started)
    const questions = questionsOf(message, contract.together)
    if (!questions) return this.turnAway(contract, message, Fault.invalid('body', 'isJson'), started)
    // A quick no leaves the asker time for another try; waiting here would only cost those who are under way.
    if (this.underWay + questions.length > MOST_UNDER_WAY)
      return this.turnAway(contract, message, Fault.unavailable(this.options.service), started)
    this.underWay += questions.length
    await this.reply(contract, message, questions, started).finally(() => (this.underWay -= questions.length))
  }

  /** Each question of a list is answered for itself: with its own checks, and its own fault. */
  private async reply(contract: AnyContract, message: Msg, questions: unknown[], started: number): Promise<void> {
    const parent = traceOf(message.headers)
    const asker = askerOf(contract, message.reply)!
    const calls = questions.map((_question, n) => ({ ...fromHeaders(message.headers, n), asker }))
    const results = await Promise.all(
      questions.map((question, n) => this.answer(contract, calls[n]!, parent, question)),
    )
    for (const result of results) this.told(contract, outcomeOf(result), started)
    const [only] = results
    if (!isList(message) && only && 'fault' in only) return this.refuse(message, toFault(only.fault))
    const text = JSON.stringify(isList(message) ? results : (only as { answer: object }).answer)
    if (Buffer.byteLength(text) > mostBytes(this.connection)) return this.refuse(message, tooLarge(contract.subject))
    const written = isList(message) ? undefined : answerHeaders(calls[0]!)
    message.respond(text, written && { headers: written })
  }

  private turnAway(contract: AnyContract, message: Msg, fault: Fault, started: number): void {
    this.refuse(message, fault)
    this.told(contract, fault.code, started)
  }

  private told({ subject }: AnyContract, outcome: string, started: number): void {
    this.options.onAnswered?.({ subject, outcome, seconds: (performance.now() - started) / 1000 })
  }

  private async answer(contract: AnyContract, call: Call, parent: Context, question: unknown): Promise<TogetherAnswer> {
    const { subject } = contract
    const span = trace.getTracer('bus').startSpan(`answer ${subject}`, { kind: SpanKind.SERVER }, parent)
    try {
      const work = () => withCall(call, () => this.handle(subject, question, new AnswerContext([subject, call])))
      const answer = ((await context.with(trace.setSpan(context.active(), span), work)) ?? {}) as object
      if (this.options.checkAnswers) await checkAnswer(contract, answer)
      assertInTime(call, this.options.service)
      return { answer }
    } catch (error) {
      const fault = error instanceof Fault ? error : withCall(call, () => this.internal(subject, error))
      return { fault: writtenFault(fault) }
    } finally {
      span.end()
    }
  }

  private refuse(message: Msg, fault: Fault): void {
    const { code, ...said } = writtenFault(fault)
    const marked = headers()
    marked.set(FAULT, code)
    message.respond(JSON.stringify(said), { headers: marked })
  }

  private async handle(subject: string, question: unknown, answerContext: AnswerContext): Promise<unknown> {
    const handler = this.messageHandlers.get(subject)!
    return lastValueFrom(this.transformToObservable(await handler(question, answerContext)), { defaultValue: {} })
  }

  private internal(subject: string, error: unknown): Fault {
    this.options.onError?.(subject, error)
    return this.options.isUnavailable?.(error)
      ? Fault.unavailable(this.options.service)
      : new Fault('internal', `The ${this.options.service} service failed; nothing was shown`)
  }
}

/** A reply subject is chosen by the asker: an answer goes only to the inbox of a service that may ask (architecture, 2). */
export function mayHear(
  contract: Pick<RequestContract<object, object>, 'askedBy'>,
  reply: string | undefined,
): boolean {
  return askerOf(contract, reply) !== undefined
}

/** Which of those who may ask will hear the answer. */
function askerOf(
  { askedBy }: Pick<RequestContract<object, object>, 'askedBy'>,
  reply: string | undefined,
): string | undefined {
  return askedBy.find((service) => reply?.startsWith(`${inboxPrefix(service)}.`))
}

/** The questions of a message; null for what is none, or too many. */
function questionsOf(message: Msg, most: number): unknown[] | null {
  try {
    const content = message.json<unknown>()
    if (!isList(message)) return [content]
    return Array.isArray(content) && content.length <= most ? (content as unknown[]) : null
  } catch {
    return null
  }
}

function isList(message: Msg): boolean {
  return message.headers?.has(TOGETHER) ?? false
}

function outcomeOf(result: TogetherAnswer): string {
  return 'fault' in result ? result.fault.code : 'ok'
}
