import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { OverrideGrantsController } from './override-grants.controller.ts'
import { OverrideGrantsService } from './override-grants.service.ts'

@Module({
  imports: [ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [OverrideGrantsController],
  providers: [OverrideGrantsService],
})
export class OverrideGrantsModule {}
