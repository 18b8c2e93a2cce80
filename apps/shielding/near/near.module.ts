import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { NearController } from './near.controller.ts'
import { NearService } from './near.service.ts'
import { RowWaitsRepository } from './row-waits.repository.ts'
import { RowWaitsService } from './row-waits.service.ts'
import { WaitingRowsService } from './waiting-rows.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [NearController],
  providers: [NearService, RowWaitsRepository, RowWaitsService, WaitingRowsService],
  exports: [RowWaitsService],
})
export class NearModule {}
