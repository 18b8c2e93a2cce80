import { Module } from '@nestjs/common'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { ErrandsService } from './errands.service.ts'

@Module({
  imports: [ProtectionModule, ReleaseModule],
  providers: [ErrandsService],
  exports: [ErrandsService],
})
export class ErrandsModule {}
