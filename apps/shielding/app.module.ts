import { Module } from '@nestjs/common'
import type { ServicePlan } from '@contactpoint/service'
import { AppealsModule } from './appeals/appeals.module.ts'
import { BrokeringModule } from './brokering/brokering.module.ts'
import { DecidingModule } from './deciding/deciding.module.ts'
import { DisclosuresModule } from './disclosures/disclosures.module.ts'
import { DuplicatesModule } from './duplicates/duplicates.module.ts'
import { FiguresModule } from './figures/figures.module.ts'
import { InvolvementsModule } from './involvements/involvements.module.ts'
import { MediationsModule } from './mediations/mediations.module.ts'
import { MergingModule } from './merging/merging.module.ts'
import { NearModule } from './near/near.module.ts'
import { OverrideCasesModule } from './override-cases/override-cases.module.ts'
import { OverrideGrantsModule } from './override-grants/override-grants.module.ts'
import { OverridesModule } from './overrides/overrides.module.ts'
import { PoliciesModule } from './policies/policies.module.ts'
import { ProposalsModule } from './proposals/proposals.module.ts'
import { QuestionsModule } from './questions/questions.module.ts'
import { RegisterModule } from './register/register.module.ts'
import { SearchesModule } from './searches/searches.module.ts'
import { ShieldsModule } from './shields/shields.module.ts'
import { TiersModule } from './tiers/tiers.module.ts'
import { WorkModule } from './work/work.module.ts'
import { ShieldingConfig } from './shielding.config.ts'
import { store } from './store.ts'

@Module({
  imports: [
    DisclosuresModule,
    SearchesModule,
    ShieldsModule,
    MediationsModule,
    NearModule,
    QuestionsModule,
    DuplicatesModule,
    TiersModule,
    MergingModule,
    ProposalsModule,
    AppealsModule,
    DecidingModule,
    RegisterModule,
    WorkModule,
    InvolvementsModule,
    OverridesModule,
    OverrideCasesModule,
    OverrideGrantsModule,
    PoliciesModule,
    BrokeringModule,
    FiguresModule,
  ],
})
class AppModule {}

/** Decides what may be disclosed to whom: the only door to a child's record. */
export const shielding: ServicePlan<ShieldingConfig> = {
  name: 'shielding',
  config: ShieldingConfig,
  module: AppModule,
  store,
}
