import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { LinkingModule } from '../linking/linking.module.ts'
import { DuplicatesController } from './duplicates.controller.ts'
import { DuplicatesService } from './duplicates.service.ts'
import { LookingService } from './looking.service.ts'
import { LooksRepository } from './looks.repository.ts'

@Module({
  imports: [ChildrenModule, LinkingModule],
  controllers: [DuplicatesController],
  providers: [DuplicatesService, LookingService, LooksRepository],
})
export class DuplicatesModule {}
