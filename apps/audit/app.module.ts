import { Module } from '@nestjs/common'
import type { ServicePlan } from '@contactpoint/service'
import { AuditConfig } from './audit.config.ts'
import { AccessesModule } from './accesses/accesses.module.ts'
import { CheckpointsModule } from './checkpoints/checkpoints.module.ts'
import { EnquiryModule } from './enquiry/enquiry.module.ts'
import { FiguresModule } from './figures/figures.module.ts'
import { LedgerModule } from './ledger/ledger.module.ts'
import { MisuseModule } from './misuse/misuse.module.ts'
import { PublicLogModule } from './public-log/public-log.module.ts'
import { store } from './store.ts'

@Module({
  imports: [
    LedgerModule,
    CheckpointsModule,
    EnquiryModule,
    AccessesModule,
    FiguresModule,
    MisuseModule,
    PublicLogModule,
  ],
})
class AppModule {}

/** Keeps the tamper-evident record of every access, and proves it. */
export const audit: ServicePlan<AuditConfig> = { name: 'audit', config: AuditConfig, module: AppModule, store }
