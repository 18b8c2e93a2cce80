import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { DesksModule } from '../desks/desks.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { TiersController } from './tiers.controller.ts'
import { TiersService } from './tiers.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [TiersController],
  providers: [TiersService],
})
export class TiersModule {}
