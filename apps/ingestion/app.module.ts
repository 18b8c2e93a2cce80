import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import type { ServiceConfig } from '@contactpoint/runtime'
import type { Logger } from '@contactpoint/runtime'
import { BatchesModule } from './batches/batches.module.ts'
import { DeliveryModule } from './delivery/delivery.module.ts'
import { InboxModule } from './inbox/inbox.module.ts'

@Module({})
export class AppModule {
  static with(config: ServiceConfig, connection: NatsConnection, log: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        BatchesModule,
        InboxModule,
        DeliveryModule.with(log),
      ],
      controllers: [healthController(getHealth.ingestion)],
      providers: [{ provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] }],
    }
  }
}
