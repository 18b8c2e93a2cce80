import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { EffectsService } from './effects.service.ts'
import { JudgingService } from './judging.service.ts'
import { LookAgainService } from './look-again.service.ts'
import { LookalikesService } from './lookalikes.service.ts'
import { NearRecordsService } from './near-records.service.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import { RestrictionsController } from './restrictions.controller.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

@Module({
  imports: [ChildrenModule],
  controllers: [RestrictionsController],
  providers: [
    EffectsService,
    JudgingService,
    LookAgainService,
    LookalikesService,
    NearnessService,
    NearRecordsService,
    NearRowsRepository,
    RestrictedChildrenService,
    RestrictionsRepository,
    RestrictionsService,
  ],
  exports: [NearRecordsService, NearnessService, RestrictionsService],
})
export class RestrictionsModule {}
