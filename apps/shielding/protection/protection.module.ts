import { Module } from '@nestjs/common'
import { LiveOverridesRepository } from './live-overrides.repository.ts'
import { LiveOverridesService } from './live-overrides.service.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { OpenProposalsModule } from '../proposals/open-proposals.module.ts'
import { MergesService } from './merges.service.ts'
import { OutlivedService } from './outlived.service.ts'
import { ProtectionRepository } from './protection.repository.ts'
import { ProtectionService } from './protection.service.ts'
import { ShieldsRepository } from './shields.repository.ts'
import { StagesService } from './stages.service.ts'

@Module({
  imports: [OpenProposalsModule, PolicyModule],
  providers: [
    LiveOverridesRepository,
    LiveOverridesService,
    MergesService,
    OutlivedService,
    ProtectionRepository,
    ProtectionService,
    ShieldsRepository,
    StagesService,
  ],
  exports: [LiveOverridesService, MergesService, ProtectionService, StagesService],
})
export class ProtectionModule {}
