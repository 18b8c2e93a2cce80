import type { NatsConnection } from '@contactpoint/bus'
import { createLogger, Metrics, type KeyedServiceConfig, type Runtime, type ServiceConfig } from '@contactpoint/runtime'
import { ShellModule, type ServicePlan } from '@contactpoint/service'
import { adminUri, serviceUri, type Stack } from '@contactpoint/stack'
import type { DynamicModule, INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { notConnected } from './doors.ts'

export interface ServiceOptions<Config> {
  /** Over its defaults. */
  settings?: Partial<Config> | Partial<KeyedServiceConfig>
  /** None: whatever asks others fails. */
  connection?: NatsConnection
}

/** A service's whole module, as it runs, with a log that says nothing. */
export function shellOf<Config extends ServiceConfig>(
  plan: ServicePlan<Config>,
  { settings = {}, connection = notConnected() }: ServiceOptions<Config> = {},
): DynamicModule {
  const nowhere = { natsSeed: '', mongodbUri: 'mongodb://127.0.0.1/nowhere', masterKey: '' }
  const runtime: Runtime<Config> = {
    config: Object.assign(new plan.config(), nowhere, settings),
    log: createLogger(plan.name, 'silent'),
    metrics: new Metrics(plan.name),
  }
  return ShellModule.around(plan, runtime, connection)
}

/** A copy of a service in this process without its doors, for looking into it. Close it in `afterAll`. */
export function aService<Config extends ServiceConfig>(
  plan: ServicePlan<Config>,
  options: ServiceOptions<Config>,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(shellOf(plan, options), { logger: false, abortOnError: false })
}

/** What a copy of a service of this stack is given. Secrets. */
export function settingsIn(
  { address, secrets }: Pick<Stack, 'address' | 'secrets'>,
  name: ServicePlan['name'],
): { mongodbUri: string; masterKey: string } {
  const mongodbUri = serviceUri(adminUri(address.mongoPort, secrets), name, secrets.storePasswords[name])
  return { mongodbUri, masterKey: secrets.masterKey }
}
