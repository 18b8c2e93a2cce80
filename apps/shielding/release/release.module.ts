import { Module } from '@nestjs/common'
import { BudgetsModule } from '../budgets/budgets.module.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { EntriesService } from './entries.service.ts'
import { ReleaseService } from './release.service.ts'

@Module({
  imports: [BudgetsModule, PolicyModule, ProtectionModule],
  providers: [EntriesService, ReleaseService],
  exports: [EntriesService, ReleaseService],
})
export class ReleaseModule {}
