import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { MergingModule } from '../merging/merging.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { OpenProposalsModule } from './open-proposals.module.ts'
import { ProposalsController } from './proposals.controller.ts'
import { ProposalsService } from './proposals.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, MergingModule, OpenProposalsModule, ProtectionModule],
  controllers: [ProposalsController],
  providers: [ProposalsService],
  exports: [ProposalsService],
})
export class ProposalsModule {}
