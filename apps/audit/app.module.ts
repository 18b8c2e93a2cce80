import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import { MasterKey, type KeyedServiceConfig } from '@contactpoint/runtime'
import { EnquiryModule } from './enquiry/enquiry.module.ts'
import { LedgerModule } from './ledger/ledger.module.ts'

@Module({})
export class AppModule {
  static with(config: KeyedServiceConfig, connection: NatsConnection): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        LedgerModule.with(new MasterKey(config.masterKey)),
        EnquiryModule,
      ],
      controllers: [healthController(getHealth.audit)],
      providers: [{ provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] }],
    }
  }
}
