import { Bus, connectBus, type NatsConnection } from '@contactpoint/bus'
import type { Service } from '@contactpoint/contracts'
import type { Stack } from '@contactpoint/stack'

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
