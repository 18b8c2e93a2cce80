import { Module } from '@nestjs/common'
import { DesksModule } from '../desks/desks.module.ts'
import { ErrandsModule } from '../errands/errands.module.ts'
import { PolicyModule } from '../policy/policy.module.ts'
import { ReleaseModule } from '../release/release.module.ts'
import { OverrideCasesController } from './override-cases.controller.ts'
import { OverrideCasesRepository } from './override-cases.repository.ts'
import { OverrideCasesService } from './override-cases.service.ts'

@Module({
  imports: [DesksModule, ErrandsModule, PolicyModule, ReleaseModule],
  controllers: [OverrideCasesController],
  providers: [OverrideCasesRepository, OverrideCasesService],
  exports: [OverrideCasesService],
})
export class OverrideCasesModule {}
