import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { CheckpointsRepository } from './checkpoints.repository.ts'
import { CheckpointsService } from './checkpoints.service.ts'
import { LagService } from './lag.service.ts'
import { LogSignerService } from './log-signer.service.ts'
import { ReceiptsController } from './receipts.controller.ts'
import { ReceiptsService } from './receipts.service.ts'
import { TilesRepository } from './tiles.repository.ts'
import { TreeService } from './tree.service.ts'

@Module({
  imports: [LedgerModule],
  controllers: [ReceiptsController],
  providers: [
    CheckpointsRepository,
    TilesRepository,
    LogSignerService,
    TreeService,
    CheckpointsService,
    ReceiptsService,
    LagService,
  ],
  exports: [CheckpointsService, LogSignerService, TreeService],
})
export class CheckpointsModule {}
