import type { RunningStack } from '@contactpoint/testing'
import { until } from '@contactpoint/stack'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stops a service where it stands, as a machine that swaps or a long collection of garbage would, and lets it go on. */
export async function holdUp(stack: RunningStack, service: string, forMs: number): Promise<void> {
  const pid = await pause(stack, service)
  await sleep(forMs)
  process.kill(pid, 'SIGCONT')
}

/** @returns the process id to resume */
export async function pause(stack: RunningStack, service: string): Promise<number> {
  const pid = (await stack.now()).pids[service]!
  process.kill(pid, 'SIGSTOP')
  return pid
}

/** Waits until every service says by itself that it can work. @returns whether that came within a minute */
export function isReadyAgain({ api }: RunningStack): Promise<boolean> {
  return until(async () => (await api.get('/health/ready')).status === 200, 60_000, 50)
}

/** Runs work, holding up one of the services again and again for the given times, one after another. */
export async function whileHoldingUp<T>(
  stack: RunningStack,
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
