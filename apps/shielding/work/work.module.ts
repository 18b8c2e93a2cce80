import { Module } from '@nestjs/common'
import { AppealsModule } from '../appeals/appeals.module.ts'
import { BrokeringModule } from '../brokering/brokering.module.ts'
import { DesksModule } from '../desks/desks.module.ts'
import { NearModule } from '../near/near.module.ts'
import { OverrideCasesModule } from '../override-cases/override-cases.module.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { ProposalsModule } from '../proposals/proposals.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { WorkController } from './work.controller.ts'
import { WorkService } from './work.service.ts'

@Module({
  imports: [
    AppealsModule,
    BrokeringModule,
    DesksModule,
    NearModule,
    OverrideCasesModule,
    PolicyModule,
    ProposalsModule,
    ProtectionModule,
    ReleaseModule,
  ],
  controllers: [WorkController],
  providers: [WorkService],
})
export class WorkModule {}
