import { Fault, type NewsContract, type RequestContract } from '@contactpoint/contracts'
import type { Msg, NatsConnection } from '@nats-io/transport-node'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { currentCall, leaveWithin, ownCall, type Call } from './call.ts'
import { FAULT, leaveWithinOf, TOGETHER, toHeaders } from './headers.ts'
import { inMessages, openAnswer, toFault, type Asked, type TogetherAnswer, type WrittenFault } from './many-in-one.ts'
import { mostBytes, tooLarge } from './message-size.ts'
import { checkShape } from './shape.pipe.ts'
import { together } from './together.ts'

/** How a service asks another. */
export class Bus {
  private isConnected = true
  /** How to give up each question that is under way. */
  private readonly underWay = new Set<(lost: Error) => void>()
  private readonly gathered = new Map<string, (asked: Asked) => Promise<object>>()

  constructor(private readonly connection: NatsConnection) {
    void this.follow()
  }

  /**
   * Asks and waits for the answer, for as long as the current call has time.
   *
   * @throws Fault as the answering service threw it; `unavailable` when nobody answered in time; `too-large` for a question that no
   *   message carries
   */
  async ask<Q extends object, A extends object>(contract: RequestContract<Q, A>, question: Q): Promise<A> {
    const call = currentCall() ?? ownCall()
    if (call.deadline - performance.now() < 1 || !this.isConnected) throw Fault.unavailable(contract.owner)
    const text = JSON.stringify(question)
    if (Buffer.byteLength(text) > mostBytes(this.connection)) throw tooLarge(contract.subject)
    if (contract.together === 1) return answerOf(await this.send(contract, text, call)) as A
    return (await before(call.deadline, contract.owner, this.gatheredFor(contract)({ text, call }))) as A
  }

  /** Tells every copy of those that listen; while the broker is away, nobody. */
  tell<Content extends object>({ subject }: NewsContract<Content>, content: Content): void {
    if (this.isConnected) this.connection.publish(subject, JSON.stringify(content))
  }

  /** Listens to news, its own included. What is not of their shape is passed over. */
  hear<Content extends object>({ subject, content }: NewsContract<Content>, heard: (content: Content) => void): void {
    const take = async (message: Msg): Promise<void> => heard(await checkShape(content, message.json(), 'tolerant'))
    const callback = (error: Error | null, message: Msg): void => {
      if (!error) void take(message).catch(() => undefined)
    }
    this.connection.subscribe(subject, { callback })
  }

  /** One message and its reply. */
  private async send(contract: AnyContract, text: string, call: Call, isList = false): Promise<Msg> {
    const remaining = call.deadline - performance.now()
    if (remaining < 1) throw Fault.unavailable(contract.owner)
    const written = toHeaders(call, remaining)
    if (isList) written.set(TOGETHER, '1')
    return trace
      .getTracer('bus')
      .startActiveSpan(`ask ${contract.subject}`, { kind: SpanKind.CLIENT }, async (span) => {
        try {
          const options = { timeout: remaining, headers: written }
          const message = await this.unlessLost(this.connection.request(contract.subject, text, options))
          const within = leaveWithinOf(message.headers)
          if (within !== null) leaveWithin(within)
          return message
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw asFault(error, contract.owner)
        } finally {
          span.end()
        }
      })
  }

  /** What was under way when the broker went away is never answered: nobody waits for it. */
  private async unlessLost<T>(answer: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>()
    this.underWay.add(reject)
    return Promise.race([answer, promise]).finally(() => this.underWay.delete(reject))
  }

  private gatheredFor(contract: AnyContract): (asked: Asked) => Promise<object> {
    const known = this.gathered.get(contract.subject)
    if (known) return known
    const go = (asked: readonly Asked[]): Promise<(object | Error)[]> => this.sendTogether(contract, asked)
    const made = together(go, { most: contract.together })
    this.gathered.set(contract.subject, made)
    return made
  }

  /** As many as fit into a message; the others follow. Answers that are too large together are asked for one by one. */
  private async sendTogether(contract: AnyContract, asked: readonly Asked[]): Promise<(object | Error)[]> {
    const answers: (object | Error)[] = []
    for (const group of inMessages(asked, mostBytes(this.connection)))
      answers.push(...(await this.sendGroup(contract, group)))
    return answers
  }

  private async sendGroup(contract: AnyContract, group: readonly Asked[]): Promise<(object | Error)[]> {
    const alone = ({ text, call }: Asked): Promise<object> => this.send(contract, text, call).then(answerOf)
    if (group.length === 1) return Promise.all(group.map((one) => alone(one).catch(asError)))
    const deadline = Math.max(...group.map(({ call }) => call.deadline))
    const text = `[${group.map((one) => one.text).join(',')}]`
    try {
      const trace = group.map(({ call }) => call.trace).join(',')
      const message = await this.send(contract, text, { token: null, address: null, trace, deadline }, true)
      return (answerOf(message) as TogetherAnswer[]).map(openAnswer)
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'too-large') return group.map(() => asError(error))
      return Promise.all(group.map((one) => alone(one).catch(asError)))
    }
  }

  /** A question put while the broker is away would wait until its time is over: it is refused at once instead. */
  private async follow(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'reconnect') this.isConnected = true
      if (type !== 'disconnect') continue
      this.isConnected = false
      for (const giveUp of this.underWay) giveUp(new Error('the broker went away'))
    }
  }

  /** True when the broker answers a ping. */
  async isAlive(): Promise<boolean> {
    if (this.connection.isClosed() || !this.isConnected) return false
    const timeout = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1_000).unref())
    return Promise.race([
      this.connection.flush().then(
        () => true,
        () => false,
      ),
      timeout,
    ])
  }
}

type AnyContract = Pick<RequestContract<object, object>, 'subject' | 'owner' | 'together'>

/** Whoever waits among many has a time of its own. */
async function before<T>(deadline: number, owner: string, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(Fault.unavailable(owner)), deadline - performance.now())
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}

function answerOf(message: Msg): object {
  const code = message.headers?.get(FAULT)
  if (code) throw toFault({ code, ...message.json<Omit<WrittenFault, 'code'>>() })
  return message.json()
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error')
}

function asFault(error: unknown, owner: string): Fault {
  if (error instanceof Fault) return error
  return Fault.unavailable(owner, { cause: error })
}
