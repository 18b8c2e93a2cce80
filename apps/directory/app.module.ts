import { Module } from '@nestjs/common'
import type { ServicePlan } from '@contactpoint/service'
import { ChildrenModule } from './children/children.module.ts'
import { CoverageModule } from './coverages/coverage.module.ts'
import { LinkingModule } from './linking/linking.module.ts'
import { InvolvementsModule } from './involvements/involvements.module.ts'
import { DuplicatesModule } from './duplicates/duplicates.module.ts'
import { DirectoryConfig } from './directory.config.ts'
import { LinkModelsModule } from './models/link-models.module.ts'
import { MergingModule } from './merging/merging.module.ts'
import { PlacesModule } from './places/places.module.ts'
import { QualityModule } from './quality/quality.module.ts'
import { QuestionsModule } from './questions/questions.module.ts'
import { RestrictionsModule } from './restrictions/restrictions.module.ts'
import { SearchModule } from './search/search.module.ts'
import { store } from './store.ts'

@Module({
  imports: [
    PlacesModule,
    ChildrenModule,
    SearchModule,
    LinkModelsModule,
    LinkingModule,
    QuestionsModule,
    QualityModule,
    RestrictionsModule,
    MergingModule,
    DuplicatesModule,
    InvolvementsModule,
    CoverageModule,
  ],
})
class AppModule {}

/** Keeps the children, finds them, and takes in what feeds say of them. */
export const directory: ServicePlan<DirectoryConfig> = {
  name: 'directory',
  config: DirectoryConfig,
  module: AppModule,
  store,
}
