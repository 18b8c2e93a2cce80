import { Bus, connectBus, ownCall, withCall } from '@contactpoint/bus'
import { Fault, orderShutOff as order, type MakeShutOff, type ShutOff } from '@contactpoint/contracts'
import { StackError } from '@contactpoint/stack/stack-error'
import { consoleSeed, runningStack } from './console.config.ts'

/** Copies are waited for, and identity may be busy. */
const BUDGET_MS = 15_000

/** @returns what is shut off, once no copy shows anything of it, and how long that took @throws StackError */
export async function orderShutOff(ask: MakeShutOff): Promise<ShutOff & { seconds: number }> {
  const { natsUrl } = await runningStack()
  const connection = await connectBus({ servers: natsUrl, service: 'console', seed: await consoleSeed() })
  const began = performance.now()
  try {
    const done = await withCall(ownCall(BUDGET_MS), () => new Bus(connection).ask(order, ask))
    return { ...done, seconds: (performance.now() - began) / 1000 }
  } catch (error) {
    throw error instanceof Fault ? new StackError(`Nothing was shut off: ${error.message}`) : error
  } finally {
    await connection.close()
  }
}
