import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import { MasterKey, type KeyedServiceConfig } from '@contactpoint/runtime'
import { AuthenticatorsModule } from './authenticators/authenticators.module.ts'
import { ClientsModule } from './clients/clients.module.ts'
import { PeopleModule } from './people/people.module.ts'
import { SessionsModule } from './sessions/sessions.module.ts'

@Module({})
export class AppModule {
  static with(config: KeyedServiceConfig, connection: NatsConnection): DynamicModule {
    const masterKey = { provide: MasterKey, useValue: new MasterKey(config.masterKey) }
    return {
      module: AppModule,
      global: true,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        PeopleModule,
        AuthenticatorsModule,
        SessionsModule,
        ClientsModule,
      ],
      controllers: [healthController(getHealth.identity)],
      providers: [
        masterKey,
        { provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] },
      ],
      exports: [masterKey],
    }
  }
}
