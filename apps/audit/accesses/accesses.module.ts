import { Module } from '@nestjs/common'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { AccessesController } from './accesses.controller.ts'
import { AccessesService } from './accesses.service.ts'

@Module({ imports: [LedgerModule], controllers: [AccessesController], providers: [AccessesService] })
export class AccessesModule {}
