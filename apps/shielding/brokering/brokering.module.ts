import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { BrokeringController } from './brokering.controller.ts'
import { BrokeringRepository } from './brokering.repository.ts'
import { BrokeringService } from './brokering.service.ts'
import { TasksService } from './tasks.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [BrokeringController],
  providers: [BrokeringRepository, BrokeringService, TasksService],
  exports: [TasksService],
})
export class BrokeringModule {}
