import { Fault, type RequestContract, type Service } from '@contactpoint/contracts'
import { Server, type CustomTransportStrategy } from '@nestjs/microservices'
import { context, SpanKind, trace } from '@opentelemetry/api'
import { headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node'
import { lastValueFrom } from 'rxjs'
import { AnswerContext } from './answer-context.ts'
import { assertInTime, withCall } from './call.ts'
import { inboxPrefix } from './connect.ts'
import { answerHeaders, FAULT, fromHeaders, traceOf } from './headers.ts'

/** What happened to one request, for metrics: no payload, no identity. */
export interface Answered {
  subject: string
  /** A fault code, or `ok`. */
  outcome: string
  seconds: number
}

export interface BusServerOptions {
  service: Service
  contracts: RequestContract<object, object>[]
  /** Told of every request that was answered or dropped. */
  onAnswered?: (answered: Answered) => void
  /** Told of errors that are not faults: programming errors and lost stores. */
  onError?: (subject: string, error: unknown) => void
  /** Whether asking again later may help, since something the service needs is not there now. */
  isUnavailable?: (error: unknown) => boolean
}

/** Questions that a service works on at a time: what comes on top is refused at once (503), not left to wait. */
export const MOST_UNDER_WAY = 1_000

/** Nest transport over one NATS connection: subscribes to the service's own subjects in a queue group and answers. */
export class BusServer extends Server implements CustomTransportStrategy {
  private subscriptions: Subscription[] = []
  private readonly inFlight = new Set<Promise<void>>()
  private readonly bySubject: Map<string, RequestContract<object, object>>

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
          if (this.inFlight.size >= MOST_UNDER_WAY) return this.turnAway(contract, message)
          const answering = this.receive(contract, message).finally(() => this.inFlight.delete(answering))
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

  /** A quick no leaves the asker time for another try; waiting here would only cost those who are under way. */
  private turnAway(contract: RequestContract<object, object>, message: Msg): void {
    if (mayHear(contract, message.reply)) this.refuse(message, Fault.unavailable(this.options.service))
    this.options.onAnswered?.({ subject: contract.subject, outcome: 'turned-away', seconds: 0 })
  }

  private async receive(contract: RequestContract<object, object>, message: Msg): Promise<void> {
    const started = performance.now()
    const outcome = mayHear(contract, message.reply) ? await this.answer(contract, message) : 'dropped'
    this.options.onAnswered?.({ subject: contract.subject, outcome, seconds: (performance.now() - started) / 1000 })
  }

  private async answer(contract: RequestContract<object, object>, message: Msg): Promise<string> {
    const call = fromHeaders(message.headers)
    const tracer = trace.getTracer('bus')
    const span = tracer.startSpan(`answer ${contract.subject}`, { kind: SpanKind.SERVER }, traceOf(message.headers))
    try {
      const answer = await context.with(trace.setSpan(context.active(), span), () =>
        withCall(call, () => this.handle(contract.subject, message, new AnswerContext([contract.subject, call]))),
      )
      assertInTime(call, this.options.service)
      const written = answerHeaders(call)
      message.respond(JSON.stringify(answer ?? {}), written && { headers: written })
      return 'ok'
    } catch (error) {
      const fault = error instanceof Fault ? error : this.internal(contract.subject, error)
      this.refuse(message, fault)
      return fault.code
    } finally {
      span.end()
    }
  }

  private refuse(message: Msg, { code, message: text, places }: Fault): void {
    const marked = headers()
    marked.set(FAULT, code)
    message.respond(JSON.stringify({ message: text, places }), { headers: marked })
  }

  private async handle(subject: string, message: Msg, answerContext: AnswerContext): Promise<unknown> {
    const handler = this.getHandlerByPattern(subject)!
    return lastValueFrom(this.transformToObservable(await handler(questionOf(message), answerContext)), {
      defaultValue: {},
    })
  }

  private internal(subject: string, error: unknown): Fault {
    this.options.onError?.(subject, error)
    return this.options.isUnavailable?.(error)
      ? Fault.unavailable(this.options.service)
      : new Fault('internal', `The ${this.options.service} service failed; nothing was shown`)
  }
}

/** A reply subject is chosen by the asker: an answer goes only to the inbox of a service that may ask (architecture, 2). */
export function mayHear(contract: RequestContract<object, object>, reply: string | undefined): boolean {
  return !!reply && contract.askedBy.some((service) => reply.startsWith(`${inboxPrefix(service)}.`))
}

function questionOf(message: Msg): unknown {
  try {
    return message.json()
  } catch {
    throw Fault.invalid('body', 'isJson')
  }
}
