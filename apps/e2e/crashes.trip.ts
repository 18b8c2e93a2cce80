import type { TestStack } from '@contactpoint/testing'
import { until } from '@contactpoint/stack'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stops a service where it stands, as a machine that swaps or a long collection of garbage would, and lets it go on. */
export async function holdUp(stack: TestStack, service: string, forMs: number): Promise<void> {
  const pid = pause(stack, service)
  await sleep(forMs)
  resume(pid)
}

/** @returns the process id to resume; null when it does not run just now */
export function pause(stack: TestStack, service: string): number | null {
  const { pid } = stack.children.get(service)!
  if (pid !== null) process.kill(pid, 'SIGSTOP')
  return pid
}

export function resume(pid: number | null): void {
  if (pid !== null) process.kill(pid, 'SIGCONT')
}

/** Waits until every service says by itself that it can work. @returns whether that came within a minute */
export function isReadyAgain({ api }: TestStack): Promise<boolean> {
  return until(async () => (await api.get('/health/ready')).status === 200, 60_000, 50)
}

/** Runs work, holding up one of the services again and again for the given times, one after another. */
export async function whileHoldingUp<T>(
  stack: TestStack,
  pauses: { service: string; forMs: number; thenMs: number }[],
  work: Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const ended = work.finally(() => over.abort())
  const slowness = (async () => {
    for (let i = 0; !over.signal.aborted; i++) {
      const { service, forMs, thenMs } = pauses[i % pauses.length]!
      await holdUp(stack, service, forMs)
      await sleep(thenMs)
    }
  })()
  await Promise.allSettled([ended, slowness])
  return ended
}
