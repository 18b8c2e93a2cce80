import { Module, type DynamicModule } from '@nestjs/common'
import type { Logger } from '@contactpoint/runtime'
import { BatchesModule } from '../batches/batches.module.ts'
import { InboxModule } from '../inbox/inbox.module.ts'
import { DeliveryService, LOG } from './delivery.service.ts'

@Module({})
export class DeliveryModule {
  static with(log: Logger): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [BatchesModule, InboxModule],
      providers: [{ provide: LOG, useValue: log }, DeliveryService],
    }
  }
}
