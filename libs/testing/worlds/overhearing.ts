import { inboxPrefix, type NatsConnection } from '@contactpoint/bus'
import type { Stack } from '@contactpoint/stack'
import { asService } from '../bus-client.ts'
import { plainBody } from './observing.ts'

/** Headers of an answer that differ from one to the next. */
const OF_THE_MOMENT = ['Cp-Leave-Within-Ms']

/**
 * Everything that services answer the gateway, overheard in its inbox with its own login. Which answer belongs to which request is not
 * told there, so they are counted: the same messages must come in every world, each as often.
 */
export class Overheard {
  private counts = new Map<string, number>()

  private constructor(private readonly connection: NatsConnection) {
    connection.subscribe(`${inboxPrefix('gateway')}.>`, {
      callback: (_error, message) => {
        const headers = (message.headers?.keys() ?? [])
          .filter((name) => !OF_THE_MOMENT.includes(name))
          .map((name) => `${name}: ${message.headers!.values(name).join()}`)
        this.count([...headers.sort(), plainBody(message.string())].join('\n'))
      },
    })
  }

  static async on(stack: Pick<Stack, 'address' | 'secrets'>): Promise<Overheard> {
    const { connection } = await asService(stack, 'gateway')
    const overheard = new Overheard(connection)
    await connection.flush()
    return overheard
  }

  /** What was overheard since it was taken last, each message with how often it came. */
  async take(): Promise<Map<string, number>> {
    await this.connection.flush()
    const taken = this.counts
    this.counts = new Map()
    return taken
  }

  close(): Promise<void> {
    return this.connection.close()
  }

  private count(message: string): void {
    if (isOfItsOwn(message)) return
    this.counts.set(message, (this.counts.get(message) ?? 0) + 1)
  }
}

/**
 * The keys of tokens, the health of services, and who was put out, which the gateway asks for when it likes, for everybody; what is asked again; and the sessions that the
 * supplier renews when a token of a minute is over.
 */
function isOfItsOwn(message: string): boolean {
  const marks = ['"mongo":', 'Cp-Fault: unavailable', '"accessToken":', '{"revocations":[']
  return message.startsWith('{"keys":[') || marks.some((mark) => message.includes(mark))
}
