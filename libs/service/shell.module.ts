import { Module, type DynamicModule, type OnApplicationBootstrap, type Provider } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, WAITING, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { Leases, StoreModule, StorePing } from '@contactpoint/mongo'
import { KeyedServiceConfig, LOG, MasterKey, Metrics, type Runtime, type ServiceConfig } from '@contactpoint/runtime'
import type { ServicePlan } from './service-plan.ts'

/** What every service has: the bus with its locks, the store, its settings, the log, metrics, and the door for health. */
@Module({})
export class ShellModule implements OnApplicationBootstrap {
  constructor(
    private readonly metrics: Metrics,
    private readonly leases: Leases,
  ) {}

  onApplicationBootstrap(): void {
    const help = 'Seconds until a lease is over; it is renewed before that, by the copy that does the work'
    this.metrics.show('contactpoint_lease_seconds', help, 'lease', () => this.leases.remaining())
  }

  static around<Config extends ServiceConfig>(
    plan: ServicePlan<Config>,
    { config, log, metrics }: Runtime<Config>,
    connection: NatsConnection,
  ): DynamicModule {
    const given: Provider[] = [
      { provide: plan.config, useValue: config },
      { provide: LOG, useValue: log },
      { provide: Metrics, useValue: metrics },
    ]
    if (config instanceof KeyedServiceConfig)
      given.push({ provide: MasterKey, useValue: new MasterKey(config.masterKey) })
    return {
      module: ShellModule,
      global: true,
      imports: [BusModule.forService(connection), StoreModule.forRoot(config.mongodbUri, plan.store), plan.module],
      controllers: [healthController(getHealth[plan.name])],
      providers: [
        ...given,
        { provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] },
        { provide: WAITING, useValue: () => metrics.waiting() },
      ],
      exports: given,
    }
  }
}
