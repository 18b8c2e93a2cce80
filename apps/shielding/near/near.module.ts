import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { DeskService } from './desk.service.ts'
import { NearController } from './near.controller.ts'
import { NearService } from './near.service.ts'

@Module({
  imports: [ErrandsModule, ProtectionModule, ReleaseModule],
  controllers: [NearController],
  providers: [DeskService, NearService],
  exports: [DeskService],
})
export class NearModule {}
