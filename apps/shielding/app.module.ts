import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import type { ServiceConfig } from '@contactpoint/runtime'
import type { Logger } from '@contactpoint/runtime'
import { DisclosuresModule } from './disclosures/disclosures.module.ts'
import { ProtectionModule } from './protection/protection.module.ts'
import { SearchesModule } from './searches/searches.module.ts'
import { ShieldsModule } from './shields/shields.module.ts'

@Module({})
export class AppModule {
  static with(config: ServiceConfig, connection: NatsConnection, log: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        ProtectionModule.with(log),
        DisclosuresModule,
        SearchesModule,
        ShieldsModule,
      ],
      controllers: [healthController(getHealth.shielding)],
      providers: [{ provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] }],
    }
  }
}
