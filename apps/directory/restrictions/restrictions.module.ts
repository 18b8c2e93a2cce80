import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { NearnessService } from './nearness.service.ts'
import { RestrictedChildrenService } from './restricted-children.service.ts'
import { RestrictionsController } from './restrictions.controller.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { RestrictionsService } from './restrictions.service.ts'

@Module({
  imports: [ChildrenModule],
  controllers: [RestrictionsController],
  providers: [NearnessService, RestrictedChildrenService, RestrictionsRepository, RestrictionsService],
  exports: [NearnessService, RestrictionsService],
})
export class RestrictionsModule {}
