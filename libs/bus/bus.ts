import { Fault, FAULT_CODES, type FaultCode, type FaultPlace, type RequestContract } from '@contactpoint/contracts'
import type { Msg, NatsConnection } from '@nats-io/transport-node'
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { currentCall, leaveWithin, ownCall } from './call.ts'
import { FAULT, leaveWithinOf, toHeaders } from './headers.ts'

/** NATS' own default. */
const MOST_BYTES = 1024 * 1024
/** A token, a trace and the remaining time. */
const HEADER_BYTES = 8 * 1024

/** How a service asks another. */
export class Bus {
  private isConnected = true

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
    const remaining = call.deadline - performance.now()
    if (remaining < 1 || !this.isConnected) throw Fault.unavailable(contract.owner)
    const asked = Buffer.from(JSON.stringify(question))
    if (asked.length > this.mostBytes) throw tooLarge(contract.subject)
    return trace
      .getTracer('bus')
      .startActiveSpan(`ask ${contract.subject}`, { kind: SpanKind.CLIENT }, async (span) => {
        try {
          const message = await this.connection.request(contract.subject, asked, {
            timeout: remaining,
            headers: toHeaders(call, remaining),
          })
          const within = leaveWithinOf(message.headers)
          if (within !== null) leaveWithin(within)
          return answerOf(message) as A
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR })
          throw asFault(error, contract.owner)
        } finally {
          span.end()
        }
      })
  }

  /** What one message carries, less what its headers may take. */
  private get mostBytes(): number {
    return (this.connection.info?.max_payload ?? MOST_BYTES) - HEADER_BYTES
  }

  /** A question put while the broker is away would wait until its time is over: it is refused at once instead. */
  private async follow(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.isConnected = false
      if (type === 'reconnect') this.isConnected = true
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

function answerOf(message: Msg): unknown {
  const code = message.headers?.get(FAULT)
  if (!code) return message.json()
  const { message: text, places } = message.json<{ message: string; places: FaultPlace[] }>()
  throw new Fault(code in FAULT_CODES ? (code as FaultCode) : 'internal', text, places)
}

/** Asking again would not help: whoever asks must ask for less at a time. */
function tooLarge(subject: string): Fault {
  return new Fault('too-large', `A question ${subject} is larger than a message may be`)
}

function asFault(error: unknown, owner: string): Fault {
  if (error instanceof Fault) return error
  return Fault.unavailable(owner, { cause: error })
}
