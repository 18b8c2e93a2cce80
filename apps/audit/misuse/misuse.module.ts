import { Module } from '@nestjs/common'
import { CasesModule } from '../cases/cases.module.ts'
import { FiguresModule } from '../figures/figures.module.ts'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { WatchingModule } from '../watching/watching.module.ts'
import { MisuseRepository } from './misuse.repository.ts'
import { MisuseService } from './misuse.service.ts'
import { UsualService } from './usual.service.ts'

@Module({
  imports: [LedgerModule, FiguresModule, WatchingModule, CasesModule],
  providers: [MisuseRepository, UsualService, MisuseService],
})
export class MisuseModule {}
