import { Bus, connectBus, type NatsConnection } from '@contactpoint/bus'
import type { Service } from '@contactpoint/contracts'
import type { Stack } from '@contactpoint/stack'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** The bus as one service sees it, with that service's own login. Close the connection in `afterAll`. */
export async function asService(
  stack: Pick<Stack, 'address' | 'secrets'>,
  service: Service,
): Promise<{ bus: Bus; connection: NatsConnection }> {
  const connection = await connectBus({
    servers: stack.address.natsUrl,
    service,
    seed: stack.secrets.busSeeds[service],
  })
  return { bus: new Bus(connection), connection }
}

/**
 * What the broker refuses of an attempt, as `publish <subject>`, `subscription <subject>` or
 * `subscription <subject> <queue>`, in order. The broker's word is waited for, not a time.
 */
export async function refusedByBroker(connection: NatsConnection, attempt: () => void): Promise<string[]> {
  const refused: string[] = []
  const listen = async (): Promise<void> => {
    for await (const status of connection.status()) {
      const error = 'error' in status ? (status.error as Error & { operation?: string; subject?: string }) : null
      if (error?.name !== 'PermissionViolationError') continue
      const { operation, subject, queue } = error as typeof error & { queue?: string }
      refused.push([operation, subject, queue].filter(Boolean).join(' '))
    }
  }
  void listen()
  attempt()
  await connection.flush()
  await nextTurn()
  return refused
}
