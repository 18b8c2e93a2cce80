import { Module } from '@nestjs/common'
import { LedgerController } from './ledger.controller.ts'
import { LedgerRepository } from './ledger.repository.ts'
import { LedgerService } from './ledger.service.ts'
import { PartKeysRepository } from './part-keys.repository.ts'
import { PartKeysService } from './part-keys.service.ts'
import { SealingService } from './sealing.service.ts'
import { SequencerService } from './sequencer.service.ts'

@Module({
  controllers: [LedgerController],
  providers: [LedgerRepository, PartKeysRepository, PartKeysService, SealingService, SequencerService, LedgerService],
  exports: [LedgerService, PartKeysService],
})
export class LedgerModule {}
