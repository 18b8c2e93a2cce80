import { Module } from '@nestjs/common'
import type { ServicePlan } from '@contactpoint/service'
import { BatchesModule } from './batches/batches.module.ts'
import { DeliveryModule } from './delivery/delivery.module.ts'
import { FiguresModule } from './figures/figures.module.ts'
import { InboxModule } from './inbox/inbox.module.ts'
import { SentModule } from './sent/sent.module.ts'
import { IngestionConfig } from './ingestion.config.ts'
import { store } from './store.ts'

@Module({ imports: [BatchesModule, InboxModule, SentModule, DeliveryModule, FiguresModule] })
class AppModule {}

/** Takes national feeds in and accounts for every row. */
export const ingestion: ServicePlan<IngestionConfig> = {
  name: 'ingestion',
  config: IngestionConfig,
  module: AppModule,
  store,
}
