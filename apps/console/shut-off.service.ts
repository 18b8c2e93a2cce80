import { orderShutOff as order, type MakeShutOff, type ShutOff } from '@contactpoint/contracts'
import { askAsConsole } from './bus.service.ts'

/** Copies are waited for, and identity may be busy. */
const BUDGET_MS = 15_000

/** @returns what is shut off, once no copy shows anything of it, and how long that took @throws StackError */
export async function orderShutOff(ask: MakeShutOff): Promise<ShutOff & { seconds: number }> {
  const began = performance.now()
  const done = await askAsConsole(order, ask, { budgetMs: BUDGET_MS, failed: 'Nothing was shut off' })
  return { ...done, seconds: (performance.now() - began) / 1000 }
}
