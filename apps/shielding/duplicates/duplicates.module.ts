import { Module } from '@nestjs/common'
import { MergingModule } from '../merging/merging.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { DuplicatesController } from './duplicates.controller.ts'
import { DuplicatesRepository } from './duplicates.repository.ts'
import { DuplicatesService } from './duplicates.service.ts'
import { PairStandingService } from './pair-standing.service.ts'

@Module({
  imports: [MergingModule, ProtectionModule, ReleaseModule],
  controllers: [DuplicatesController],
  providers: [DuplicatesRepository, DuplicatesService, PairStandingService],
  exports: [DuplicatesService],
})
export class DuplicatesModule {}
