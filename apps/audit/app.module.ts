import { Module, type DynamicModule } from '@nestjs/common'
import { BusModule, healthController, STORE_CHECK, type NatsConnection } from '@contactpoint/bus'
import { AUDIT_LOG, getHealth } from '@contactpoint/contracts'
import { StoreModule, StorePing } from '@contactpoint/mongo'
import { MasterKey, type Logger } from '@contactpoint/runtime'
import type { AuditConfig } from './audit.config.ts'
import { CheckpointsModule } from './checkpoints/checkpoints.module.ts'
import { EnquiryModule } from './enquiry/enquiry.module.ts'
import { LedgerModule } from './ledger/ledger.module.ts'

@Module({})
export class AppModule {
  static with(config: AuditConfig, connection: NatsConnection, log: Logger): DynamicModule {
    const listen = { port: config.logPort, host: config.listenHost }
    return {
      module: AppModule,
      imports: [
        BusModule.forService(connection),
        StoreModule.forRoot(config.mongodbUri),
        LedgerModule.with(new MasterKey(config.masterKey)),
        CheckpointsModule.with(`${config.logHost}/${AUDIT_LOG}`, listen, log),
        EnquiryModule,
      ],
      controllers: [healthController(getHealth.audit)],
      providers: [{ provide: STORE_CHECK, useFactory: (ping: StorePing) => () => ping.isAlive(), inject: [StorePing] }],
    }
  }
}
