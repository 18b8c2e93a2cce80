import { Module } from '@nestjs/common'
import { ChildrenModule } from '../children/children.module.ts'
import { PlacesModule } from '../places/places.module.ts'
import { SearchController } from './search.controller.ts'
import { SearchKeysModule } from './search-keys.module.ts'
import { SearchService } from './search.service.ts'

@Module({
  imports: [SearchKeysModule, ChildrenModule, PlacesModule],
  controllers: [SearchController],
  providers: [SearchService],
})
export class SearchModule {}
