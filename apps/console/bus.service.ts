import { Bus, connectBus, ownCall, withCall } from '@contactpoint/bus'
import { Fault, type RequestContract } from '@contactpoint/contracts'
import { StackError } from '@contactpoint/stack/stack-error'
import { consoleSeed, runningStack } from './console.config.ts'

/** Asks a service of the running stack as the console. @param failed what to say before a fault's own words @throws StackError */
export async function askAsConsole<Question extends object, Answer extends object>(
  contract: RequestContract<Question, Answer>,
  question: Question,
  { budgetMs, failed }: { budgetMs: number; failed: string },
): Promise<Answer> {
  const { natsUrl } = await runningStack()
  const connection = await connectBus({ servers: natsUrl, service: 'console', seed: await consoleSeed() })
  try {
    return await withCall(ownCall(budgetMs), () => new Bus(connection).ask(contract, question))
  } catch (error) {
    throw error instanceof Fault ? new StackError(`${failed}: ${error.message}`) : error
  } finally {
    await connection.close()
  }
}
