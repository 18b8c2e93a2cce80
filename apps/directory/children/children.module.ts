import { Module } from '@nestjs/common'
import { ShownInvolvementsModule } from '../involvements/shown-involvements.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { SearchKeysModule } from '../search/search-keys.module.ts'
import { ChildrenController } from './children.controller.ts'
import { ChildrenRepository } from './children.repository.ts'
import { ChildrenService } from './children.service.ts'
import { PartsRepository } from './parts.repository.ts'
import { PartsService } from './parts.service.ts'
import { RecordsService } from './records.service.ts'

@Module({
  imports: [PlacesModule, SearchKeysModule, ShownInvolvementsModule],
  controllers: [ChildrenController],
  providers: [ChildrenRepository, ChildrenService, PartsRepository, PartsService, RecordsService],
  exports: [ChildrenService, PartsService, RecordsService],
})
export class ChildrenModule {}
