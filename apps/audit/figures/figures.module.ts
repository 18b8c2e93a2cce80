import { Module } from '@nestjs/common'
import { CheckpointsModule } from '../checkpoints/checkpoints.module.ts'
import { LedgerModule } from '../ledger/ledger.module.ts'
import { VerifyingModule } from '../verifying/verifying.module.ts'
import { AdoptionService } from './adoption.service.ts'
import { OrganisationsService } from './organisations.service.ts'
import { CheckingService } from './checking.service.ts'
import { CountingRepository } from './counting.repository.ts'
import { CountingService } from './counting.service.ts'
import { FiguresController } from './figures.controller.ts'
import { FiguresRepository } from './figures.repository.ts'
import { FiguresService } from './figures.service.ts'
import { OwnersService } from './owners.service.ts'
import { PeopleService } from './people.service.ts'

@Module({
  imports: [LedgerModule, CheckpointsModule, VerifyingModule],
  controllers: [FiguresController],
  providers: [
    CountingRepository,
    FiguresRepository,
    CountingService,
    CheckingService,
    PeopleService,
    OwnersService,
    AdoptionService,
    OrganisationsService,
    FiguresService,
  ],
  exports: [PeopleService],
})
export class FiguresModule {}
