import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { WatchingController } from './watching.controller.ts'
import { WatchingRepository } from './watching.repository.ts'
import { WatchingService } from './watching.service.ts'

@Module({
  imports: [LedgerModule],
  controllers: [WatchingController],
  providers: [WatchingRepository, WatchingService],
  exports: [WatchingService],
})
export class WatchingModule {}
