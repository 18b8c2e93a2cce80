import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { DecidingController } from './deciding.controller.ts'
import { DecidingService } from './deciding.service.ts'
import { ListsService } from './lists.service.ts'
import { EscalationsService } from './escalations.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [DecidingController],
  providers: [DecidingService, EscalationsService, ListsService],
})
export class DecidingModule {}
