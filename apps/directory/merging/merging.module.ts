import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { ShownInvolvementsModule } from '../involvements/shown-involvements.module.ts'
import { ProtectingModule } from '../protecting/protecting.module.ts'
import { RestrictionsModule } from '../restrictions/restrictions.module.ts'
import { MergingController } from './merging.controller.ts'
import { MergingService } from './merging.service.ts'

@Module({
  imports: [ChildrenModule, ProtectingModule, RestrictionsModule, ShownInvolvementsModule],
  controllers: [MergingController],
  providers: [MergingService],
})
export class MergingModule {}
