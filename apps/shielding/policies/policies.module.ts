import { Module } from '@nestjs/common'
import { ErrandsModule } from '../errands/errands.module.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { PoliciesController } from './policies.controller.ts'
import { PoliciesService } from './policies.service.ts'

@Module({
  imports: [ErrandsModule, PolicyModule, ReleaseModule],
  controllers: [PoliciesController],
  providers: [PoliciesService],
})
export class PoliciesModule {}
