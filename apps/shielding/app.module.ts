import { Module } from '@nestjs/common'
import { ServiceConfig } from '@contactpoint/runtime'
import type { ServicePlan } from '@contactpoint/service'
import { DisclosuresModule } from './disclosures/disclosures.module.ts'
import { SearchesModule } from './searches/searches.module.ts'
import { ShieldsModule } from './shields/shields.module.ts'
import { store } from './store.ts'

@Module({ imports: [DisclosuresModule, SearchesModule, ShieldsModule] })
class AppModule {}

/** Decides what may be disclosed to whom: the only door to a child's record. */
export const shielding: ServicePlan<ServiceConfig> = {
  name: 'shielding',
  config: ServiceConfig,
  module: AppModule,
  store,
}
