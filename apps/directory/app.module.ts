import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import type { ServiceConfig } from '@contactpoint/runtime'
import { ChildrenModule } from './children/children.module.ts'
import { LinkingModule } from './linking/linking.module.ts'
import { PlacesModule } from './places/places.module.ts'
import { SearchModule } from './search/search.module.ts'

@Module({})
export class AppModule {
  static with(config: ServiceConfig, connection: NatsConnection): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        PlacesModule,
        ChildrenModule,
        SearchModule,
        LinkingModule,
      ],
      controllers: [healthController(getHealth.directory)],
      providers: [{ provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] }],
    }
  }
}
