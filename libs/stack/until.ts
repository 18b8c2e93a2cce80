import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Asks again and again until the answer is yes.
 *
 * @returns false when it was still no after `withinMs` milliseconds, or when the signal came
 */
export async function until(
  isSo: () => Promise<boolean>,
  withinMs: number,
  everyMs = 100,
  signal?: AbortSignal,
): Promise<boolean> {
  const end = performance.now() + withinMs
  while (performance.now() < end && !signal?.aborted) {
    if (await isSo().catch(() => false)) return true
    await sleep(everyMs)
  }
  return false
}

/** The same for what must come. @throws Error when it was still no after `withinMs` milliseconds */
export async function eventually(isSo: () => Promise<boolean>, withinMs: number, everyMs?: number): Promise<void> {
  if (!(await until(isSo, withinMs, everyMs))) throw new Error(`It is not so after ${withinMs} ms: ${isSo.toString()}`)
}
