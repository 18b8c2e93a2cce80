import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node'
import type { Service } from '@contactpoint/contracts'

export type { NatsConnection }

export interface BusOptions {
  /** For example `nats://127.0.0.1:4222`; several separated by commas. */
  servers: string
  service: Service
  /** The service's nkey seed (`SU...`): a secret. */
  seed: string
}

/** Prefix of the only subjects on which a service may hear answers. */
export function inboxPrefix(service: Service): string {
  return `_INBOX_${service}`
}

/**
 * Connects as one service and keeps reconnecting for ever: a broker that was killed is found again when it is back.
 *
 * @throws when the first connection cannot be made within thirty seconds: a machine that is busy answers late, or the login is refused
 */
export async function connectBus(options: BusOptions): Promise<NatsConnection> {
  return connect({
    servers: options.servers.split(','),
    name: options.service,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(options.seed)),
    inboxPrefix: inboxPrefix(options.service),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 30_000,
    pingInterval: 5_000,
    maxPingOut: 2,
    // Else the client makes two errors with their stacks for every question that goes well.
    noAsyncTraces: true,
  })
}
