import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { OverrideCasesModule } from '../override-cases/override-cases.module.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { ProtectionModule } from '../protection/protection.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { OverridesController } from './overrides.controller.ts'
import { OverridesService } from './overrides.service.ts'

@Module({
  imports: [ErrandsModule, OverrideCasesModule, PolicyModule, ProtectionModule, ReleaseModule],
  controllers: [OverridesController],
  providers: [OverridesService],
  exports: [OverridesService],
})
export class OverridesModule {}
