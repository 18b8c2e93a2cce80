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
