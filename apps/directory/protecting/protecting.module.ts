import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { RestrictionsModule } from '../restrictions/restrictions.module.ts'
import { ProtectingService } from './protecting.service.ts'

@Module({
  imports: [ChildrenModule, RestrictionsModule],
  providers: [ProtectingService],
  exports: [ProtectingService],
})
export class ProtectingModule {}
