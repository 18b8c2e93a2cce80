import { Module } from '@nestjs/common'
import { ServiceConfig } from '@contactpoint/runtime'
import type { ServicePlan } from '@contactpoint/service'
import { BatchesModule } from './batches/batches.module.ts'
import { DeliveryModule } from './delivery/delivery.module.ts'
import { InboxModule } from './inbox/inbox.module.ts'
import { store } from './store.ts'

@Module({ imports: [BatchesModule, InboxModule, DeliveryModule] })
class AppModule {}

/** Takes national feeds in and accounts for every row. */
export const ingestion: ServicePlan<ServiceConfig> = {
  name: 'ingestion',
  config: ServiceConfig,
  module: AppModule,
  store,
}
