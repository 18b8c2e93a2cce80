import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { ShownInvolvementsModule } from '../involvements/shown-involvements.module.ts'
import { LinkingModule } from '../linking/linking.module.ts'
import { CoverageController } from './coverage.controller.ts'
import { CoverageRepository } from './coverage.repository.ts'
import { CoverageService } from './coverage.service.ts'

@Module({
  imports: [ChildrenModule, LinkingModule, ShownInvolvementsModule],
  controllers: [CoverageController],
  providers: [CoverageRepository, CoverageService],
})
export class CoverageModule {}
