import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { CasesController } from './cases.controller.ts'
import { CasesRepository } from './cases.repository.ts'
import { CasesService } from './cases.service.ts'
import { SuspensionsService } from './suspensions.service.ts'

@Module({
  imports: [LedgerModule],
  controllers: [CasesController],
  providers: [CasesRepository, SuspensionsService, CasesService],
  exports: [CasesService],
})
export class CasesModule {}
