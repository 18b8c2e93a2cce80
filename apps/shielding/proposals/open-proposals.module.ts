import { Module } from '@nestjs/common'
import { OpenProposalsService } from './open-proposals.service.ts'
import { ProposalsRepository } from './proposals.repository.ts'

@Module({
  providers: [OpenProposalsService, ProposalsRepository],
  exports: [OpenProposalsService, ProposalsRepository],
})
export class OpenProposalsModule {}
