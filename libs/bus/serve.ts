import { NestFactory } from '@nestjs/core'
import type { DynamicModule, LoggerService } from '@nestjs/common'
import { allRequests, type Service } from '@contactpoint/contracts'
import type { NatsConnection } from '@nats-io/transport-node'
import { BusServer, type Answered } from './bus-server.ts'
import { connectBus } from './connect.ts'

export interface ServeOptions {
  service: Service
  natsUrl: string
  natsSeed: string
  /** The app's module, given its connection. */
  module: (connection: NatsConnection) => DynamicModule
  logger: LoggerService
  onAnswered: (answered: Answered) => void
  onError: (subject: string, error: unknown) => void
  isUnavailable: (error: unknown) => boolean
  checkAnswers: boolean
}

/**
 * Starts a service that answers on the bus.
 *
 * @returns how to stop it: no new requests, those under way answered, then the connections closed
 */
export async function serve(options: ServeOptions): Promise<() => Promise<void>> {
  const connection = await connectBus({ servers: options.natsUrl, service: options.service, seed: options.natsSeed })
  const contracts = allRequests().filter(({ owner }) => owner === options.service)
  const strategy = new BusServer(connection, { ...options, contracts })
  const app = await NestFactory.createMicroservice(options.module(connection), {
    strategy,
    logger: options.logger,
    abortOnError: false,
  })
  await app.listen()
  return async () => {
    await strategy.close()
    await app.close()
    await connection.drain()
  }
}
