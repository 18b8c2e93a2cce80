import { BusServer, WrongAnswer } from '@contactpoint/bus'
import { allRequests, type RequestContract, type Service } from '@contactpoint/contracts'
import type { Stack } from '@contactpoint/stack'
import { asService } from './bus-client.ts'

/** How a fake answers; it gets the question as it came. */
type How<Q, A> = (question: Q) => Promise<A>

/**
 * Stands on the real bus for a service whose neighbours are tested, with that service's own login: it answers what it is told to, and
 * keeps what it was asked. For what its own service does there are that service's tests.
 */
export class FakeService {
  /** Every question, in the order in which they came. */
  readonly asked: { subject: string; question: object }[] = []
  private readonly how = new Map<string, How<never, object>>()

  private constructor(
    private readonly server: BusServer,
    private readonly close: () => Promise<void>,
  ) {}

  static async of(stack: Pick<Stack, 'address' | 'secrets'>, service: Service): Promise<FakeService> {
    const { connection } = await asService(stack, service)
    const contracts = allRequests().filter(({ owner }) => owner === service)
    const server = new BusServer(connection, { service, contracts, checkAnswers: true, onError: say })
    const fake = new FakeService(server, () => connection.close())
    for (const { subject } of contracts)
      server.addHandler(subject, (question: object) => fake.answer(subject, question))
    await new Promise<void>((resolve, reject) => server.listen((error) => (error ? reject(error) : resolve())))
    return fake
  }

  /** From now on. */
  answers<Q extends object, A extends object>({ subject }: RequestContract<Q, A>, how: How<Q, A>): void {
    this.how.set(subject, how as How<never, object>)
  }

  /** What was asked of one kind. */
  questions<Q extends object, A extends object>({ subject }: RequestContract<Q, A>): Q[] {
    return this.asked.filter((one) => one.subject === subject).map(({ question }) => question as Q)
  }

  forget(): void {
    this.asked.length = 0
  }

  async stop(): Promise<void> {
    await this.server.close()
    await this.close()
  }

  private async answer(subject: string, question: object): Promise<object> {
    this.asked.push({ subject, question })
    const how = this.how.get(subject)
    if (!how) throw new Error(`Nobody said how to answer ${subject}`)
    return how(question as never)
  }
}

/** A spec that has a fake answer wrongly would else see an `internal` fault without a reason. */
function say(_subject: string, error: unknown): void {
  if (error instanceof WrongAnswer) process.stderr.write(`A fake was wrong: ${error.message}\n`)
}
